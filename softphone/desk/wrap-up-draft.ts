/** What the agent has put down about a call but not handed in; survives a reload of the page. */
export interface WrapUpDraft {
  readonly dispositionCode: string | null;
  readonly note: string;
}

export const emptyDraft: WrapUpDraft = { dispositionCode: null, note: '' };

export interface DraftStore {
  readonly read: (callId: string) => WrapUpDraft;
  readonly write: (callId: string, draft: WrapUpDraft) => void;
  readonly remove: (callId: string) => void;
}

const keyOf = (callId: string) => `kiloline.draft.${callId}`;

export function createDraftStore(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): DraftStore {
  return {
    read: (callId) => parse(storage.getItem(keyOf(callId))),
    write: (callId, draft) => storage.setItem(keyOf(callId), JSON.stringify(draft)),
    remove: (callId) => storage.removeItem(keyOf(callId)),
  };
}

function parse(text: string | null): WrapUpDraft {
  if (text === null) return emptyDraft;
  try {
    const stored = JSON.parse(text) as Partial<WrapUpDraft>;
    return {
      dispositionCode: typeof stored.dispositionCode === 'string' ? stored.dispositionCode : null,
      note: typeof stored.note === 'string' ? stored.note : '',
    };
  } catch {
    return emptyDraft;
  }
}
