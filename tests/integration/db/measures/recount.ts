/**
 * Every figure once more, straight from the event log: docs/measures.md read as it stands, with nothing of server/measures. Where the
 * product folds a call event by event, this looks up, for each thing that counts, the events it lies between.
 */
import type { DomainEvent } from '../../../../server/contract/events';

const QUARTER = 900_000;
const TALK_OVER = [
  'call.talking',
  'call.queued',
  'call.agent-lost',
  'call.passed',
  'call.taken-over',
  'call.transferred',
  'call.parked',
  'call.connected',
  'call.returned',
  'call.ended',
];
const HANDED_ON = ['call.passed', 'call.taken-over', 'call.transferred', 'call.connected'];

export interface Rules {
  readonly answerWithinMs: (queueId: string, at: number) => number;
  readonly shortMs: number;
  readonly repeatMs: number;
}

interface TalkTime {
  readonly agent: string;
  readonly from: number;
  readonly begin: DomainEvent;
  readonly end: DomainEvent | undefined;
  readonly visit: RecountedVisit | undefined;
  held: number;
  wrapUp: number;
  asked: number;
  mark: number | undefined;
  quality: number | undefined;
}

export interface RecountedVisit {
  readonly call: string;
  readonly queue: string;
  readonly at: number;
  readonly number: string;
  readonly caller: string | null;
  readonly callback: boolean;
  readonly outcome: string;
  readonly because: unknown;
  readonly wait: number | undefined;
}

type Figures = Record<string, number>;
const last = <Item>(items: readonly Item[]): Item | undefined => items[items.length - 1];
const length = (talk: TalkTime): number => (talk.end ? talk.end.at - talk.from : 0);

/** Rows as the tables have them: key → figures that are not 0. */
export function recount(log: readonly DomainEvent[], rules: Rules) {
  const ordered = [...log].sort((a, b) => a.at - b.at || seq(a) - seq(b));
  const calls = [...new Set(ordered.flatMap(({ callId }) => callId ?? []))].map((id) =>
    callOf(ordered.filter(({ callId }) => callId === id)),
  );
  const visits = calls.flatMap((call) => call.visits);
  return {
    queues: queueRows(calls, visits, rules),
    agents: agentRows(ordered, calls),
    visits,
  };
}

const seq = ({ id }: DomainEvent): number => Number(id.split('-')[1]);

function callOf(all: readonly DomainEvent[]) {
  const unheard = all
    .filter((event) => event.type === 'call.agent-lost' && event.data['neverHeard'] === true)
    .map((lost) => last(all.slice(0, all.indexOf(lost)).filter(({ type }) => type === 'call.talking')));
  const events = all.filter((event) => !unheard.includes(event));
  const started = events.find(({ type }) => type === 'call.started');
  const inbound = started?.data['direction'] === 'inbound';
  const openings = events.reduce<DomainEvent[]>((open, event) => {
    const isSame = event.data['again'] === true && last(open)?.queueId === event.queueId;
    return event.type === 'call.queued' && !isSame ? [...open, event] : open;
  }, []);
  const visits = openings.map((opening, i) => {
    const next = openings[i + 1];
    const own = events.slice(events.indexOf(opening) + 1, next ? events.indexOf(next) + 1 : undefined);
    const decided = own.find(({ type }) => type in DECIDES || type === 'call.ended') ?? next;
    const callback = typeof opening.data['callbackId'] === 'string';
    return {
      call: opening.callId ?? '',
      queue: opening.queueId ?? '',
      at: opening.at,
      number: inbound ? String(started.data['dialedNumber']) : '',
      caller: inbound && !callback ? String(started.data['callerNumber']) || null : null,
      callback,
      outcome: outcomeOf(decided, next, callback),
      because: decided?.type === 'call.left-queue' ? decided.data['why'] : null,
      wait: decided && decided.at - opening.at,
    };
  });
  const visitAt = (event: DomainEvent) =>
    visits[openings.filter((o) => events.indexOf(o) < events.indexOf(event)).length - 1];
  return { events, started, visits, talks: talksOf(events, visitAt), openings };
}

const DECIDES: Readonly<Record<string, string>> = {
  'call.talking': 'answered',
  'call.abandoned': 'abandoned',
  'call.left-queue': 'left',
};

function outcomeOf(
  decided: DomainEvent | undefined,
  next: DomainEvent | undefined,
  callback: boolean,
): string {
  if (!decided) return 'waiting';
  if (decided === next) return 'left';
  if (decided.type !== 'call.ended') return DECIDES[decided.type] ?? '';
  return callback || decided.data['by'] === 'system' ? 'lost' : 'abandoned';
}

function talksOf(
  events: readonly DomainEvent[],
  visitAt: (event: DomainEvent) => RecountedVisit | undefined,
): TalkTime[] {
  const talks = events
    .filter(({ type, agentId }) => type === 'call.talking' && agentId !== undefined)
    .map((begin): TalkTime => {
      const after = events.slice(events.indexOf(begin) + 1);
      const end = after.find(({ type }) => TALK_OVER.includes(type));
      const during = end ? after.slice(0, after.indexOf(end)) : [];
      const held = during
        .filter(({ type }, i) => type === 'call.held' && during[i - 1]?.type !== 'call.held')
        .reduce((sum, hold) => {
          const over = during.slice(during.indexOf(hold)).find(({ type }) => type === 'call.resumed') ?? end;
          return sum + (over?.at ?? hold.at) - hold.at;
        }, 0);
      return {
        agent: begin.agentId ?? '',
        from: begin.at,
        begin,
        end,
        visit: visitAt(begin),
        held,
        wrapUp: 0,
        asked: 0,
        mark: undefined,
        quality: undefined,
      };
    });
  const overBefore = (event: DomainEvent) =>
    talks.filter(({ end }) => end && events.indexOf(end) <= events.indexOf(event));
  for (const talk of talks) {
    const isNext = (event: DomainEvent) => event.type === 'call.talking' && event.agentId === talk.agent;
    const after = events.slice(events.indexOf(talk.begin) + 1);
    const until = after.findIndex(isNext);
    talk.quality = last(
      after
        .slice(0, until < 0 ? undefined : until)
        .filter(({ type, agentId }) => type === 'review.finished' && agentId === talk.agent)
        .map(({ data }) => Number(data['mark']))
        .filter((mark) => mark >= 0 && mark <= 10_000),
    );
  }
  for (const event of events) {
    const after = events.slice(events.indexOf(event) + 1);
    if (event.type === 'wrap-up.started') {
      const talk = last(overBefore(event).filter(({ agent }) => agent === event.agentId));
      const over = after.find(
        ({ type, agentId }) => type.startsWith('wrap-up.') && agentId === event.agentId,
      );
      if (talk && over?.type === 'wrap-up.finished') talk.wrapUp += over.at - event.at;
    }
    if (event.type === 'call.returned' && event.data['entry'] === 'afterTalk') {
      const talk = last(overBefore(event));
      if (!talk) continue;
      talk.asked = 1;
      talk.mark = after
        .filter(({ type }) => type === 'ivr.survey-answered')
        .map(({ data }) => Number(data['value']))
        .find((mark) => [1, 2, 3, 4, 5].includes(mark));
    }
  }
  return talks;
}

type RecountedCall = ReturnType<typeof callOf>;

class Rows {
  readonly rows: Record<string, Figures> = {};
  add(key: string, figures: Figures): void {
    const row = (this.rows[key] ??= {});
    for (const [name, value] of Object.entries(figures)) row[name] = (row[name] ?? 0) + value;
  }
  most(key: string, name: string, value: number): void {
    const row = (this.rows[key] ??= {});
    row[name] = Math.max(row[name] ?? 0, value);
  }
  /** Without what is 0. */
  get seen(): Record<string, Figures> {
    const rows = Object.entries(this.rows).map(
      ([key, row]) =>
        [key, Object.fromEntries(Object.entries(row).filter(([, value]) => value !== 0))] as const,
    );
    return Object.fromEntries(rows.filter(([, row]) => Object.keys(row).length > 0));
  }
}

const quarterAt = (at: number): number => at - (at % QUARTER);
const marks = (mark: number | undefined): Figures =>
  mark === undefined ? {} : { marked: 1, marks_sum: mark, satisfied: mark > 3 ? 1 : 0 };

function queueRows(calls: readonly RecountedCall[], visits: readonly RecountedVisit[], rules: Rules) {
  const rows = new Rows();
  const key = ({ queue, at, number }: RecountedVisit) => `${queue} ${quarterAt(at)} ${number}`;
  for (const visit of visits) {
    const { callback, outcome, wait = 0, queue, at } = visit;
    if (callback) {
      rows.add(key(visit), { callbacks: 1, callbacks_reached: outcome === 'answered' ? 1 : 0 });
      continue;
    }
    rows.add(key(visit), { offered: 1 });
    rows.most(key(visit), 'longest_wait_ms', wait);
    if (outcome === 'answered') {
      rows.add(key(visit), { answered: 1, answered_wait_ms: wait });
      if (wait <= rules.answerWithinMs(queue, at)) rows.add(key(visit), { answered_within: 1 });
      if (visit.caller !== null) {
        const again = visits.some(
          (other) =>
            other.call !== visit.call &&
            other.queue === queue &&
            other.caller === visit.caller &&
            other.at > at &&
            other.at - at <= rules.repeatMs,
        );
        rows.add(key(visit), { known: 1, repeated: again ? 1 : 0 });
      }
    }
    if (outcome === 'abandoned')
      rows.add(key(visit), {
        abandoned: 1,
        abandoned_wait_ms: wait,
        short_abandoned: wait < rules.shortMs ? 1 : 0,
      });
    if (outcome === 'left')
      rows.add(key(visit), { left_queue: 1, left_for_callback: visit.because === 'callback' ? 1 : 0 });
    if (outcome === 'lost') rows.add(key(visit), { lost: 1 });
  }
  for (const visit of visits) {
    const talks = calls.flatMap((call) => call.talks).filter((talk) => talk.visit === visit);
    for (const talk of talks)
      rows.add(key(visit), { talk_ms: length(talk), held_ms: talk.held, wrap_up_ms: talk.wrapUp });
    if (visit.callback) continue;
    rows.add(key(visit), { asked: talks.some(({ asked }) => asked) ? 1 : 0 });
    rows.add(key(visit), marks(talks.find(({ mark }) => mark !== undefined)?.mark));
  }
  return rows.seen;
}

function agentRows(log: readonly DomainEvent[], calls: readonly RecountedCall[]) {
  const rows = new Rows();
  const key = (agent: string, at: number) => `${agent} ${quarterAt(at)}`;
  for (const call of calls) {
    for (const { type, agentId, at } of call.events) {
      if (agentId === undefined) continue;
      if (type === 'offer.missed') rows.add(key(agentId, at), { missed: 1 });
      if (type === 'offer.declined') rows.add(key(agentId, at), { declined: 1 });
    }
    for (const lost of call.events.filter(
      ({ data, type }) => type === 'call.agent-lost' && data['neverHeard'] === true,
    ))
      rows.add(key(lost.agentId ?? '', lost.at), { declined: 1 });
    const dialled = dialledIn(call);
    for (const { agentId, at } of dialled) rows.add(key(agentId ?? '', at), { dialled: 1 });
    for (const talk of call.talks) {
      const before = dialled.find(({ agentId }) => agentId === talk.agent);
      const isFirst = call.talks.find(({ agent }) => agent === talk.agent) === talk;
      const at = before && isFirst ? before.at : talk.from;
      rows.add(key(talk.agent, at), before && isFirst ? { reached: 1 } : { answered: 1 });
      rows.add(key(talk.agent, at), {
        talk_ms: length(talk),
        held_ms: talk.held,
        asked: talk.asked,
        ...marks(talk.mark),
        ...(talk.quality !== undefined && { reviewed: 1, quality_sum: talk.quality }),
      });
      if (talk.end && HANDED_ON.includes(talk.end.type)) rows.add(key(talk.agent, at), { handed_on: 1 });
    }
  }
  for (const agent of new Set(log.flatMap(({ agentId }) => agentId ?? []))) addTimes(rows, agent, log);
  return rows.seen;
}

/** An outbound call's own agent, and whoever took a callback. */
function dialledIn({ started, events, visits }: RecountedCall): DomainEvent[] {
  if (started?.data['direction'] === 'outbound' && started.agentId !== undefined) return [started];
  return visits[0]?.callback ? events.filter(({ type }) => type === 'offer.accepted').slice(0, 1) : [];
}

/** Of each quarter, how much of it he was what; what he is at the end of the log goes on and does not count. */
function addTimes(rows: Rows, agent: string, log: readonly DomainEvent[]): void {
  const own = log.filter(
    ({ agentId, type }) =>
      agentId === agent && ['agent.presence-changed', 'agent.state-changed'].includes(type),
  );
  let [presence, productive, state] = ['logged-out', false, 'idle'];
  for (const [i, { type, data, at }] of own.entries()) {
    if (type === 'agent.presence-changed') {
      if (presence === 'logged-out') state = 'idle';
      presence = String(data['presence']);
      productive = data['productive'] === true;
    } else if (presence !== 'logged-out') state = String(data['state']);
    const until = own[i + 1]?.at;
    if (presence === 'logged-out' || until === undefined) continue;
    for (let quarter = quarterAt(at); quarter < until; quarter += QUARTER) {
      const ms = Math.max(0, Math.min(until, quarter + QUARTER) - Math.max(at, quarter));
      rows.add(`${agent} ${quarter}`, { [nameOf(presence, productive, state)]: ms });
    }
  }
}

function nameOf(presence: string, productive: boolean, state: string): string {
  const busy: Record<string, string> = {
    'on-call': 'on_call_ms',
    'wrap-up': 'wrap_up_ms',
    supervising: 'supervising_ms',
  };
  const idle: Record<string, string> = { ready: 'ready_ms', 'not-responding': 'not_responding_ms' };
  return busy[state] ?? idle[presence] ?? (productive ? 'productive_break_ms' : 'break_ms');
}
