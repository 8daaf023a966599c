/** What a desk shows of faxes, without React and without words. */
import type { FaxDocumentRequest, FaxState, FaxSummary } from '../../server/contract/fax';

/** On its way: it may still be cancelled, and its state changes by itself. */
export const isUnderWay = (state: FaxState): boolean =>
  state === 'queued' || state === 'sending' || state === 'failed';

/** A fax that arrived is not sent again from the list: that would be a new fax. */
export const mayRetry = (state: FaxState): boolean => state === 'given-up' || state === 'cancelled';

export interface FaxDraft {
  readonly to: string;
  readonly kind: 'information' | 'text' | 'file';
  readonly itemId: string | null;
  readonly language: 'zh-CN' | 'en-US';
  readonly title: string;
  readonly text: string;
  readonly file: File | null;
}

/** The document to be sent; null while it is not chosen, or is a file, which goes as it is. */
export function faxDocument(draft: FaxDraft): FaxDocumentRequest | null {
  if (draft.kind === 'information') {
    return draft.itemId === null
      ? null
      : { kind: 'information', itemId: draft.itemId, language: draft.language };
  }
  if (draft.kind === 'file' || draft.text.trim() === '') return null;
  return { kind: 'text', title: draft.title.trim(), text: draft.text };
}

export const canSend = (draft: FaxDraft): boolean =>
  /^\+?\d{2,20}$/.test(draft.to.replace(/[\s().-]/g, '')) &&
  (draft.kind === 'file' ? draft.file !== null : faxDocument(draft) !== null);

/** Why the latest attempt did not arrive; null when that is no news. */
export const faxTrouble = ({
  state,
  lastOutcome,
}: Pick<FaxSummary, 'state' | 'lastOutcome'>): FaxSummary['lastOutcome'] =>
  state === 'sent' || lastOutcome === 'sent' ? null : lastOutcome;
