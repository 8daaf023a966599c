import type { AgentReport, AgentReportFigures, AgentReportQuery } from '../contract/reports';
import { agentCountNames, agentRates, type AgentCounts } from './agent-counts';
import { partsOf, timeNameOf } from './agent-time';
import { addTo, zeros } from './counts';
import { edgesOf, instantsOf, intervalsOf, type Days } from './intervals';
import type { QuarterRange, ReportStore } from './measure-store';

/** Who is in which team now. */
export type Teams = Readonly<Record<string, readonly string[]>>;

interface AgentReportDeps {
  readonly store: Pick<ReportStore, 'agentNames' | 'agentsBetween' | 'agentIntervals' | 'goingOn'>;
  readonly teams: () => Teams;
  readonly now: () => number;
}

type Row = Omit<AgentReport['rows'][number], 'figures'> & { readonly sums: AgentCounts };
type Figures = Pick<AgentReport, 'rows' | 'total'>;

/** Agents' measures, with what they do since some time, up to now: it is not in the sums before it is over. */
export class AgentReports {
  readonly #deps: AgentReportDeps;

  constructor(deps: AgentReportDeps) {
    this.#deps = deps;
  }

  /** Whom a selection means; null: everybody. A team nobody is in means nobody. */
  members({ agentId, teamId }: Pick<AgentReportQuery, 'agentId' | 'teamId'>): readonly string[] | null {
    if (teamId === undefined) return agentId === undefined ? null : [agentId];
    const team = this.#deps.teams()[teamId] ?? [];
    return agentId === undefined ? team : team.filter((member) => member === agentId);
  }

  async figures(query: AgentReportQuery, days: Days, range: QuarterRange): Promise<Figures> {
    const only = this.members(query);
    if (query.by === 'interval') return reported(await this.#intervals(query, days, range, only));
    const sums = await this.#sumsOfAgents(range, only);
    const names = await this.#deps.store.agentNames();
    const agents = [...sums].map(([agentId, own]): Row => ({
      ...{ ...instantsOf(range), agentId, teamId: null, name: names.get(agentId) ?? null },
      sums: own,
    }));
    if (query.by === 'agent') return reported(agents);
    // Whoever is in two teams counts in both, and once in the total; so does who is in none.
    return { ...reported(this.#teams(sums, range, query.teamId)), total: reported(agents).total };
  }

  #teams(sums: ReadonlyMap<string, AgentCounts>, range: QuarterRange, only: string | undefined): Row[] {
    return Object.entries(this.#deps.teams())
      .filter(([teamId]) => only === undefined || teamId === only)
      .map(([teamId, members]): Row => {
        const team = zeros(agentCountNames);
        for (const agentId of new Set(members)) addTo(team, sums.get(agentId) ?? {});
        return { ...instantsOf(range), agentId: null, teamId, name: null, sums: team };
      })
      .sort((one, other) => ((one.teamId ?? '') < (other.teamId ?? '') ? -1 : 1));
  }

  async #intervals(
    { step }: AgentReportQuery,
    days: Days,
    range: QuarterRange,
    only: readonly string[] | null,
  ): Promise<Row[]> {
    const edges = edgesOf(days, step);
    const found = new Map(
      (await this.#deps.store.agentIntervals(edges, { agentIds: only })).map((row) => [row.nth, row.sums]),
    );
    for (const { agentId, at, sums } of await this.#goingOn(range)) {
      if (only !== null && !only.includes(agentId)) continue;
      const nth = edges.findLastIndex((edge) => edge <= at);
      const interval = found.get(nth) ?? zeros(agentCountNames);
      addTo(interval, sums);
      found.set(nth, interval);
    }
    return intervalsOf(edges).map((interval, nth) => ({
      ...{ ...instantsOf(interval), agentId: null, teamId: null, name: null },
      sums: found.get(nth) ?? zeros(agentCountNames),
    }));
  }

  /** In the order of their numbers. */
  async #sumsOfAgents(
    range: QuarterRange,
    only: readonly string[] | null,
  ): Promise<ReadonlyMap<string, AgentCounts>> {
    const rows = await this.#deps.store.agentsBetween(range);
    const found = new Map(rows.map(({ agentId, sums }) => [agentId, sums]));
    for (const { agentId, sums } of await this.#goingOn(range)) {
      const own = found.get(agentId) ?? zeros(agentCountNames);
      addTo(own, sums);
      found.set(agentId, own);
    }
    return new Map(
      [...found]
        .filter(([agentId]) => only === null || only.includes(agentId))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  }

  async #goingOn({ from, until }: QuarterRange) {
    const { store, now } = this.#deps;
    const end = Math.min(until, now());
    if (end <= from) return [];
    return (await store.goingOn(end)).flatMap((interval) => {
      const cut = { fromAt: new Date(Math.max(interval.fromAt.getTime(), from)), untilAt: new Date(end) };
      const name = timeNameOf(interval);
      return [...partsOf(cut)].map(({ at, ms }) => ({ agentId: interval.agentId, at, sums: { [name]: ms } }));
    });
  }
}

function reported(rows: readonly Row[]): Figures {
  const total = zeros(agentCountNames);
  for (const { sums } of rows) addTo(total, sums);
  return {
    rows: rows.map(({ sums, ...row }) => ({ ...row, figures: agentFigures(sums) })),
    total: agentFigures(total),
  };
}

const agentFigures = (sums: AgentCounts): AgentReportFigures => ({ ...sums, ...agentRates(sums) });
