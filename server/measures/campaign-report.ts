import type { CampaignQuery, CampaignReport, CampaignReportFigures } from '../contract/reports';
import { campaignCountNames, campaignCounts, campaignRates, type CampaignCalls } from './campaign-counts';
import { addTo, zeros } from './counts';
import { edgesOf, instantsOf, intervalsOf, rangeOf, type Days } from './intervals';
import type { CampaignPart, ReportStore } from './measure-store';

interface CampaignReportDeps {
  readonly store: Pick<ReportStore, 'campaignsBetween' | 'campaignIntervals' | 'campaignNames'>;
}

/** What came of the calls of campaigns that were begun in these days. */
export async function campaignReport(
  { store }: CampaignReportDeps,
  query: CampaignQuery,
  days: Days,
): Promise<CampaignReport> {
  const range = rangeOf(days);
  const whole = instantsOf(range);
  const which = { campaignId: query.campaignId ?? null };
  const parts = await store.campaignsBetween(range, which);
  const total = figuresOf(parts);
  const answer = { timeZone: days.timeZone, ...whole, total };
  if (query.by === 'campaign') {
    const names = await store.campaignNames();
    // Of a campaign whose calls never began there is nothing to say.
    const begun = parts.filter(({ result }) => result !== 'not-begun');
    const ids = [...new Set(begun.map(({ campaignId }) => campaignId))];
    const rows = ids.map((campaignId) => ({
      ...{ ...whole, campaignId, name: names.get(campaignId) ?? null },
      figures: figuresOf(parts.filter((part) => part.campaignId === campaignId)),
    }));
    return { ...answer, rows };
  }
  const edges = edgesOf(days, query.step);
  const found = await store.campaignIntervals(edges, which);
  const rows = intervalsOf(edges).map((interval, at) => ({
    ...{ ...instantsOf(interval), campaignId: which.campaignId, name: null },
    figures: figuresOf(found.filter(({ nth }) => nth === at)),
  }));
  return { ...answer, rows };
}

function figuresOf(parts: readonly (CampaignCalls & CampaignPart)[]): CampaignReportFigures {
  const sums = zeros(campaignCountNames);
  const marks: Record<string, number> = {};
  for (const part of parts) {
    const counts = campaignCounts(part);
    addTo(sums, counts);
    if (part.mark !== null && counts.calls) marks[part.mark] = (marks[part.mark] ?? 0) + counts.calls;
  }
  return { ...sums, ...campaignRates(sums), marks };
}

/** As files have them: marks in words, the most frequent first. */
export const campaignRows = ({ rows }: CampaignReport): readonly object[] =>
  rows.map(({ figures: { marks, ...figures }, ...row }) => ({
    ...{ ...row, ...figures },
    marks: Object.entries(marks)
      .sort(([a, one], [b, other]) => other - one || a.localeCompare(b, 'en'))
      .map(([mark, count]) => `${mark} ${count}`)
      .join(', '),
  }));
