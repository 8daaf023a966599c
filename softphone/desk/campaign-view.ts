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
