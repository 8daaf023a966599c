/** Which call the agent is muted in: a reload must not open his microphone. */
export interface MutedCall {
  readonly is: (callId: string | null) => boolean;
  readonly set: (callId: string | null) => void;
}

const key = 'kiloline.muted-call';

export const createMutedCall = (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): MutedCall => ({
  is: (callId) => callId !== null && storage.getItem(key) === callId,
  set: (callId) => {
    if (callId === null) storage.removeItem(key);
    else storage.setItem(key, callId);
  },
});
