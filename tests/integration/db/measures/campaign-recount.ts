/** What a report of campaigns must say, counted one call after the other from what has happened. Nothing of the server is in it. */
import type { DomainEvent } from '../../../../server/contract/events';
import { ENDS, type Fact } from './campaign-histories';

type Counted = Exclude<(typeof ENDS)[number]['counts'], null>;

export interface RecountedCall {
  readonly attemptId: string;
  readonly campaignId: string;
  readonly at: number;
  /** null: it goes on. */
  readonly counts: Counted | null;
  readonly mark: string | null;
  readonly connectedMs: number;
}

/** Claims this old are looked for, and what is older than this is not remembered. */
const LOOKED_FOR_MS = 15_000;
const REMEMBERED_MS = 3_000_000;

/** Calls a report counts: those that were given back or never began are none. */
export function recountedCalls(facts: readonly Fact[]): RecountedCall[] {
  const released = new Set(facts.flatMap((fact) => (fact.kind === 'released' ? [fact.attemptId] : [])));
  return facts.flatMap((fact) => {
    if (fact.kind !== 'dialled' || released.has(fact.attemptId)) return [];
    const { attemptId, campaignId, at, callId } = fact;
    const told = facts.flatMap((each) =>
      each.kind === 'told' && each.event.callId === callId ? [each.event] : [],
    );
    const counts = endOf(fact, told, facts);
    if (counts === 'nothing') return [];
    const isPerson = counts === 'reached' || counts === 'abandoned';
    const [picked, over] = ['attempt.reached', 'attempt.ended'].map((type) =>
      told.find((one) => one.type === type),
    );
    const connectedMs = isPerson && picked && over ? over.at - picked.at : 0;
    return [{ attemptId, campaignId, at, counts, mark: markOf(told), connectedMs }];
  });
}

function endOf(
  { attemptId, at }: Extract<Fact, { kind: 'dialled' }>,
  told: readonly DomainEvent[],
  facts: readonly Fact[],
): Counted | 'nothing' | null {
  const end = told.find(({ type }) => type === 'attempt.ended');
  if (end) {
    const how = ENDS.find(({ data }) => JSON.stringify({ attemptId, ...data }) === JSON.stringify(end.data));
    if (!how) throw new Error('an end nobody made');
    return how.counts ?? 'nothing';
  }
  for (const fact of facts) {
    if (fact.kind !== 'swept' || !fact.unknown.includes(attemptId) || fact.at - at <= LOOKED_FOR_MS) continue;
    return fact.at - at < REMEMBERED_MS ? 'nothing' : 'broken';
  }
  return null;
}

function markOf(told: readonly DomainEvent[]): string | null {
  let last: DomainEvent | null = null;
  for (const event of told)
    if (event.type === 'attempt.marked' && (last === null || event.at >= last.at)) last = event;
  return last === null ? null : String(last.data['mark']);
}

/** The figures of a row, in the words of the report. */
export function recountedFigures(all: readonly RecountedCall[]) {
  const many = (...names: readonly (Counted | null)[]): number =>
    all.filter(({ counts }) => names.includes(counts)).length;
  const calls = all.length - many('withdrawn');
  const people = many('reached', 'abandoned');
  const connectedMs = all.reduce((sum, call) => sum + call.connectedMs, 0);
  const marks: Record<string, number> = {};
  for (const { counts, mark } of all)
    if (mark !== null && counts !== 'withdrawn') marks[mark] = (marks[mark] ?? 0) + 1;
  return {
    ...{ calls, reached: many('reached'), abandoned: many('abandoned'), machine: many('machine') },
    ...{ busy: many('busy'), noAnswer: many('noAnswer'), refused: many('refused') },
    ...{ wrongNumber: many('wrongNumber'), network: many('network'), broken: many('broken') },
    ...{ withdrawn: many('withdrawn'), connectedMs, marks },
    reachRate: calls === 0 ? null : people / calls,
    abandonmentRate: people === 0 ? null : many('abandoned') / people,
    averageConnectedMs: people === 0 ? null : connectedMs / people,
  };
}
