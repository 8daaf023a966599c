import type { SurveyReport } from '../contract/reports';
import { ratio } from './counts';

/** How many calls ended with this answer to this question. */
export interface SurveyCount {
  readonly question: string;
  readonly subject: string | null;
  readonly value: string;
  readonly count: number;
}

type SurveyRow = SurveyReport[number];

/** Counts by question and subject; answers in the order of their keys. */
export function surveyReport(counts: readonly SurveyCount[]): SurveyReport {
  const groups = new Map<string, SurveyCount[]>();
  for (const each of counts) {
    const key = JSON.stringify([each.question, each.subject]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(rowOf).sort(inOrder);
}

function rowOf(counts: readonly SurveyCount[]): SurveyRow {
  const answered = counts.reduce((sum, { count }) => sum + count, 0);
  const answers = counts
    .map(({ value, count }) => ({ value, count, share: count / answered }))
    .sort((one, other) => one.value.localeCompare(other.value, 'en', { numeric: true }));
  const areDigits = counts.every(({ value }) => /^[0-9]{1,3}$/.test(value));
  const sum = counts.reduce((total, { value, count }) => total + Number(value) * count, 0);
  const [first] = counts;
  return {
    ...{ question: first?.question ?? '', subject: first?.subject ?? null, answered, answers },
    average: areDigits ? ratio(sum, answered) : null,
  };
}

/** A question's campaigns or queues together, those of none last. */
function inOrder(one: SurveyRow, other: SurveyRow): number {
  if (one.question !== other.question) return one.question.localeCompare(other.question, 'en');
  if ((one.subject === null) !== (other.subject === null)) return one.subject === null ? 1 : -1;
  return (one.subject ?? '').localeCompare(other.subject ?? '', 'en');
}

/** One line for each answer, as files have it. */
export const surveyRows = (report: SurveyReport): readonly object[] =>
  report.flatMap(({ answers, ...row }) => answers.map((answer) => ({ ...row, ...answer })));
