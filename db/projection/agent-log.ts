import type { EntityManager } from 'typeorm';
import { partsOf, timeNameOf } from '../../server/measures/agent-time';
import { AgentInterval, CallEvent } from '../entities';
import { groupBy } from '../group-by';
import { AGENT_EVENTS, foldAgent, type OpenInterval, type Told } from './fold-agent';
import { AgentChanges } from './quarters';
import { byPosition, type StoredEvent } from './stored-event';

/** A statement takes 65 535 parameters at most; an interval has ten columns. */
const ROWS_PER_STATEMENT = 5000;
const EVENTS_PER_PAGE = 20_000;
/** In the words of the index call_events_agent_idx, or it would not be used. */
const ABOUT_AGENTS = `e.type IN (${AGENT_EVENTS.map((type) => `'${type}'`).join(', ')})`;

/** Where an agent's time is folded from: the interval that had begun last by then, or nothing. */
interface Start {
  readonly agentId: string;
  readonly begun: OpenInterval | null;
}

/** Agents' intervals, computed from the event log within one transaction. */
export class AgentLog {
  readonly #manager: EntityManager;
  readonly #sums = new AgentChanges();

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** Computes anew what these events, now in the log, may have changed. They may be late. */
  async refresh(news: readonly StoredEvent[]): Promise<void> {
    const about = news.filter(({ type, agentId }) => agentId !== null && isAboutAgents(type));
    if (about.length === 0) return;
    const firsts = [...groupBy(about, (event) => event.agentId ?? '').values()].map(
      (events) => [...events].sort(byPosition)[0],
    );
    const starts = await this.#startsBefore(firsts.filter((event) => event !== undefined));
    await this.#deleteFrom(starts);
    for (const start of starts) await this.#fold(start);
    await this.#sums.save(this.#manager);
  }

  /** Of agents whose time was deleted altogether. */
  async rebuild(): Promise<void> {
    await this.#manager.query('DELETE FROM agent_intervals');
    const agents = await this.#manager.query<{ agent_id: string }[]>(
      `SELECT DISTINCT e.agent_id FROM call_events e WHERE ${ABOUT_AGENTS} AND e.agent_id IS NOT NULL`,
    );
    for (const { agent_id: agentId } of agents) await this.#fold({ agentId, begun: null });
    await this.#sums.save(this.#manager);
  }

  async #startsBefore(firsts: readonly StoredEvent[]): Promise<readonly Start[]> {
    const rows = await this.#manager
      .createQueryBuilder(AgentInterval, 'i')
      .where(
        `(i.agent_id, i.stream_ms, i.stream_seq) IN (
          SELECT l.agent_id, l.stream_ms, l.stream_seq
          FROM unnest(CAST(:agents AS text[]), CAST(:ms AS bigint[]), CAST(:seqs AS bigint[])) AS f (agent_id, ms, seq)
          CROSS JOIN LATERAL (
            SELECT b.agent_id, b.stream_ms, b.stream_seq FROM agent_intervals b
            WHERE b.agent_id = f.agent_id AND (b.stream_ms, b.stream_seq) < (f.ms, f.seq)
            ORDER BY b.stream_ms DESC, b.stream_seq DESC LIMIT 1
          ) AS l)`,
        {
          agents: firsts.map(({ agentId }) => agentId),
          ms: firsts.map(({ streamMs }) => streamMs),
          seqs: firsts.map(({ streamSeq }) => streamSeq),
        },
      )
      .getMany();
    const begun = new Map(rows.map((row) => [row.agentId, row]));
    return firsts.map(({ agentId }) => ({ agentId: agentId ?? '', begun: begun.get(agentId ?? '') ?? null }));
  }

  async #deleteFrom(starts: readonly Start[]): Promise<void> {
    const [gone] = await this.#manager.query<[GoneRow[], number]>(
      `DELETE FROM agent_intervals i
       USING unnest($1::text[], $2::bigint[], $3::bigint[]) AS s (agent_id, ms, seq)
       WHERE i.agent_id = s.agent_id AND (i.stream_ms, i.stream_seq) >= (s.ms, s.seq)
       RETURNING i.agent_id, i.presence, i.state, i.productive, i.from_at, i.until_at`,
      [
        starts.map(({ agentId }) => agentId),
        starts.map(({ begun }) => begun?.streamMs ?? '-1'),
        starts.map(({ begun }) => begun?.streamSeq ?? '-1'),
      ],
    );
    for (const row of gone)
      this.#count({ ...row, agentId: row.agent_id, fromAt: row.from_at, untilAt: row.until_at }, -1);
  }

  /** What goes on is counted when it is over. */
  #count(interval: Omit<AgentInterval, 'streamMs' | 'streamSeq' | 'reason' | 'callId'>, times: 1 | -1): void {
    const { agentId, fromAt, untilAt } = interval;
    if (untilAt === null) return;
    const name = timeNameOf(interval);
    for (const { at, ms } of partsOf({ fromAt, untilAt }))
      this.#sums.add({ agentId, at }, { [name]: ms }, times);
  }

  /** Page by page: an agent may have years of history. */
  async #fold({ agentId, begun }: Start): Promise<void> {
    let told: Told = { open: begun, after: begun?.fromAt ?? null };
    let last = { streamMs: begun?.streamMs ?? '-1', streamSeq: begun?.streamSeq ?? '-1' };
    for (;;) {
      const events = await this.#eventsAfter(agentId, last);
      const folded = foldAgent(agentId, told, events);
      await this.#insert(folded.closed);
      for (const interval of folded.closed) this.#count(interval, 1);
      told = folded;
      last = events.at(-1) ?? last;
      if (events.length < EVENTS_PER_PAGE) break;
    }
    if (told.open !== null) await this.#insert([{ ...told.open, agentId, untilAt: null }]);
  }

  #eventsAfter(
    agentId: string,
    { streamMs, streamSeq }: Pick<StoredEvent, 'streamMs' | 'streamSeq'>,
  ): Promise<CallEvent[]> {
    return this.#manager
      .createQueryBuilder(CallEvent, 'e')
      .where(`e.agent_id = :agentId AND ${ABOUT_AGENTS}`, { agentId })
      .andWhere(`(e.stream_ms, e.stream_seq) > (:streamMs, :streamSeq)`, { streamMs, streamSeq })
      .orderBy('e.stream_ms')
      .addOrderBy('e.stream_seq')
      .limit(EVENTS_PER_PAGE)
      .getMany();
  }

  async #insert(rows: readonly object[]): Promise<void> {
    for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
      await this.#manager.insert(AgentInterval, rows.slice(i, i + ROWS_PER_STATEMENT));
    }
  }
}

type GoneRow = Pick<AgentInterval, 'presence' | 'state' | 'productive'> & {
  readonly agent_id: string;
  readonly from_at: Date;
  readonly until_at: Date | null;
};

const isAboutAgents = (type: string): boolean => AGENT_EVENTS.some((known) => known === type);
