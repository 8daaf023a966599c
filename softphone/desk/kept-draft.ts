/** A text being written over a version: kept in the browser until it is applied or discarded. */
export interface KeptDraft {
  /** The version it began with. */
  readonly version: number;
  readonly text: string;
}

export interface KeptDraftStore {
  /** `owner`: who writes it, by login; somebody else at this browser does not find it. */
  readonly read: (owner: string) => KeptDraft | null;
  readonly write: (owner: string, draft: KeptDraft) => void;
  readonly remove: (owner: string) => void;
}

export function createKeptDrafts(
  subject: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): KeptDraftStore {
  const keyOf = (owner: string) => `kiloline.${subject}-draft.${owner}`;
  return {
    read: (owner) => parse(storage.getItem(keyOf(owner))),
    write: (owner, draft) => storage.setItem(keyOf(owner), JSON.stringify(draft)),
    remove: (owner) => storage.removeItem(keyOf(owner)),
  };
}

function parse(text: string | null): KeptDraft | null {
  if (text === null) return null;
  try {
    const { version, text: written } = JSON.parse(text) as Partial<KeptDraft>;
    return typeof version === 'number' && typeof written === 'string' ? { version, text: written } : null;
  } catch {
    return null;
  }
}
