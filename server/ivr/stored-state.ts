/** A flow's state as it is kept in Redis: what a caller typed, passwords among it, is sealed. */
import type { SecretBox } from '../secrets';
import { initialState, type FlowState } from './flow-state';

export type StateBox = Pick<SecretBox, 'seal' | 'open'>;

type Typed = Pick<FlowState, 'typedAhead' | 'collected' | 'secrets'>;

export function storeState(state: FlowState, box: StateBox): string {
  const { typedAhead, collected, secrets, ...open } = state;
  // Also when there is nothing to hide: the stored text does not tell whether a caller has typed a password.
  return JSON.stringify({ ...open, sealed: box.seal(JSON.stringify({ typedAhead, collected, secrets })) });
}

/** Fields that an older version did not store are as at the beginning. */
export function restoreState(
  text: string,
  box: StateBox,
  pack: Parameters<typeof initialState>[0],
): FlowState {
  const { sealed, ...open } = JSON.parse(text) as Omit<FlowState, keyof Typed> & { sealed?: string };
  return { ...initialState(pack), ...open, ...unseal(sealed, box) };
}

function unseal(sealed: string | undefined, box: StateBox): Partial<Typed> {
  if (sealed === undefined) return {};
  try {
    return JSON.parse(box.open(sealed)) as Typed;
  } catch {
    // Another key since the call began: the caller types again.
    return {};
  }
}

/** Where in its flow a caller is. */
export function nodeOfStored(text: string): { readonly packId: string; readonly node: string } | null {
  const { packId, node } = JSON.parse(text) as Partial<FlowState>;
  return packId === undefined || node == null ? null : { packId, node };
}

/** Which pack a stored state belongs to. */
export function packOfStored(text: string): { readonly id: string; readonly version: number } | null {
  const { packId, packVersion } = JSON.parse(text) as Partial<FlowState>;
  return packId === undefined || packVersion === undefined ? null : { id: packId, version: packVersion };
}
