/** Ids of the stream are `<ms>-<seq>`; as text "9-0" would come after "10-0". */
const pattern = /^(\d{1,15})-(\d{1,15})$/;

export const isEventId = (text: string): boolean => pattern.test(text);

/** Negative when `a` is the older one. */
export function compareEventIds(a: string, b: string): number {
  const [aMs, aSeq] = partsOf(a);
  const [bMs, bSeq] = partsOf(b);
  return aMs - bMs || aSeq - bSeq;
}

function partsOf(id: string): [number, number] {
  const match = pattern.exec(id);
  return match ? [Number(match[1]), Number(match[2])] : [0, 0];
}
