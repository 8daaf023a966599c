import type { CampaignProgress } from '../../server/contract/campaigns';

export type ProgressPart = 'reached' | 'other' | 'dialing' | 'open';

/** A list in parts that make the whole; parts of nobody are left out. */
export function partsOf(
  progress: Pick<CampaignProgress, 'contacts' | 'reached' | 'done' | 'dialing' | 'open'>,
): readonly { readonly part: ProgressPart; readonly share: number }[] {
  const { contacts, reached, done, dialing, open } = progress;
  const parts = [
    ['reached', reached],
    ['other', done - reached],
    ['dialing', dialing],
    ['open', open],
  ] as const;
  return parts.flatMap(([part, many]) => (many > 0 ? [{ part, share: many / Math.max(1, contacts) }] : []));
}

/** A share beside what is allowed, on one scale that has room for both. */
export function capScale(rate: number, cap: number): { readonly filled: number; readonly line: number } {
  const top = Math.max(cap * 2, rate * 1.1, 0.01);
  return { filled: rate / top, line: cap / top };
}

export interface MarkBar {
  readonly mark: string;
  readonly many: number;
  /** Of all that have one. */
  readonly share: number;
  /** Of the longest bar. */
  readonly width: number;
}

/** The most frequent first. */
export function marksOf(marks: Readonly<Record<string, number>>): readonly MarkBar[] {
  const entries = Object.entries(marks).filter(([, many]) => many > 0);
  const all = entries.reduce((sum, [, many]) => sum + many, 0);
  const most = Math.max(0, ...entries.map(([, many]) => many));
  return entries
    .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || one.localeCompare(other))
    .map(([mark, many]) => ({ mark, many, share: many / all, width: many / most }));
}
