import { MEASURED_EVENTS, type MeasuredEvent, type MeasuredType } from './measured-event';
import {
  MOST_QUALITY,
  type Handling,
  type Stint,
  type StintKind,
  type Visit,
  type VisitOutcome,
} from './visit';

export interface CallMeasures {
  readonly visits: readonly Visit[];
  readonly stints: readonly Stint[];
}

/** @param events of one call, oldest first, all that are known by now; others than MEASURED_EVENTS are passed over */
export function measureCall(events: readonly MeasuredEvent[]): CallMeasures {
  if (events.some(isOfColleagues)) return { visits: [], stints: [] };
  const measuring = new Measuring();
  for (const event of events) measuring.take(event);
  return { visits: measuring.visits, stints: measuring.stints };
}

/** Two colleagues talk, and no customer: it is in their time, and in no figure of calls. */
const isOfColleagues = ({ type, data }: MeasuredEvent): boolean =>
  type === 'call.started' && data['direction'] === 'internal';

const NOTHING: Handling = { talkMs: 0, heldMs: 0, wrapUpMs: 0, asked: false, mark: null };

/** A talk that goes on: of this agent, for this visit. */
interface Talk {
  readonly stint: Stint;
  readonly visit: Visit | null;
  readonly since: Date;
  /** It made this visit an answered one. */
  readonly answersVisit: boolean;
  heldSince: Date | null;
  heldMs: number;
}

class Measuring {
  readonly visits: Visit[] = [];
  readonly stints: Stint[] = [];
  readonly #wrapUps = new Map<string, { since: Date; about: readonly Handling[] }>();
  /** By agent: what his last talk in this call is counted under. */
  readonly #handled = new Map<string, readonly Handling[]>();
  #talk: Talk | null = null;
  /** Whose last talk he is asked about. */
  #asked: readonly Handling[] = [];
  #lastTalk: readonly Handling[] = [];

  take(event: MeasuredEvent): void {
    if (isMeasured(event.type)) this.#reactions[event.type](event);
  }

  readonly #reactions: Record<MeasuredType, (event: MeasuredEvent) => void> = {
    'call.started': ({ agentId, at, data }) => {
      if (data['direction'] === 'outbound' && agentId !== null) this.#begin(agentId, 'dialled', null, at);
    },
    'call.queued': (event) => this.#onQueued(event),
    'call.left-queue': ({ at, data }) => this.#close('left', at, word(data['why'])),
    'call.talking': (event) => this.#onTalking(event),
    'call.held': ({ at }) => {
      if (this.#talk) this.#talk.heldSince ??= at;
    },
    'call.resumed': ({ at }) => this.#endHold(at),
    'call.agent-lost': (event) =>
      event.data['neverHeard'] === true ? this.#unsayTalk(event) : this.#endTalk(event.at),
    'call.passed': (event) => this.#handOn(event),
    // The supervisor who listened has the caller now.
    'call.taken-over': (event) => this.#handOn(event),
    'call.transferred': (event) => this.#handOn(event),
    'call.connected': (event) => this.#handOn(event),
    'call.returned': ({ at, data }) => {
      this.#endTalk(at);
      if (data['entry'] !== 'afterTalk') return;
      this.#asked = this.#lastTalk;
      for (const each of this.#asked) each.asked = true;
    },
    'call.parked': ({ at }) => this.#endTalk(at),
    'call.abandoned': ({ at }) => this.#close('abandoned', at),
    'call.ended': ({ at, data }) => {
      this.#endTalk(at);
      this.#close(data['by'] === 'system' || this.visits.at(-1)?.isCallback ? 'lost' : 'abandoned', at);
    },
    // Whoever takes a callback dials it then.
    'offer.accepted': ({ agentId, queueId, at }) => {
      const visit = this.visits.at(-1);
      if (agentId !== null && visit?.isCallback && visit.outcome === 'waiting')
        this.#begin(agentId, 'dialled', queueId, at);
    },
    'offer.missed': (event) => this.#refuse(event, 'missed'),
    'offer.declined': (event) => this.#refuse(event, 'declined'),
    'ivr.survey-answered': ({ data }) => {
      const mark = Number(word(data['value']) ?? NaN);
      if (!Number.isInteger(mark) || mark < 1 || mark > 5) return;
      for (const each of this.#asked) each.mark ??= mark;
    },
    // One whose end was never told counts for nothing.
    'wrap-up.started': ({ agentId, at }) => {
      if (agentId === null) return;
      this.#wrapUps.set(agentId, { since: at, about: this.#handled.get(agentId) ?? [] });
    },
    'wrap-up.finished': ({ agentId, at }) => {
      const begun = this.#wrapUps.get(agentId ?? '');
      if (!begun) return;
      this.#wrapUps.delete(agentId ?? '');
      for (const each of begun.about) each.wrapUpMs += between(begun.since, at);
    },
    // Of his last talk before it; a review that is finished anew counts instead.
    'review.finished': ({ agentId, data }) => {
      const mark = data['mark'];
      if (typeof mark !== 'number' || !Number.isInteger(mark) || mark < 0 || mark > MOST_QUALITY) return;
      const stint = this.stints.findLast((each) => each.agentId === agentId && each.reached);
      if (stint) stint.qualityMark = mark;
    },
  };

  #begin(agentId: string, kind: StintKind, queueId: string | null, beganAt: Date): Stint {
    const stint: Stint = {
      agentId,
      queueId,
      kind,
      beganAt,
      reached: false,
      handedOn: false,
      qualityMark: null,
      ...NOTHING,
    };
    this.stints.push(stint);
    return stint;
  }

  /** Back at the head of the same queue it is the same stay: what became of it stands. */
  #onQueued({ queueId, at, data }: MeasuredEvent): void {
    this.#endTalk(at);
    const last = this.visits.at(-1);
    if (queueId === null || (data['again'] === true && last?.queueId === queueId)) return;
    this.#close('left', at, 'moved');
    const isCallback = word(data['callbackId']) !== null;
    const begun = { outcome: 'waiting', leftBecause: null, waitMs: null, agentId: null } as const;
    this.visits.push({ queueId, beganAt: at, isCallback, ...begun, ...NOTHING });
  }

  #onTalking({ agentId, queueId, at }: MeasuredEvent): void {
    this.#endTalk(at);
    const visit = this.visits.at(-1) ?? null;
    const answersVisit = visit?.outcome === 'waiting';
    if (answersVisit) {
      this.#close('answered', at);
      visit.agentId = agentId;
    }
    if (agentId === null) return;
    const dialled = this.stints.findLast((stint) => stint.agentId === agentId && stint.kind === 'dialled');
    const isDialled = dialled !== undefined && !dialled.reached;
    const stint = isDialled
      ? dialled
      : this.#begin(agentId, 'answered', queueId ?? visit?.queueId ?? null, at);
    stint.reached = true;
    this.#talk = { stint, visit, since: at, answersVisit, heldSince: null, heldMs: 0 };
  }

  #handOn({ at }: MeasuredEvent): void {
    if (this.#talk) this.#talk.stint.handedOn = true;
    this.#endTalk(at);
  }

  #endHold(at: Date): void {
    const talk = this.#talk;
    if (!talk?.heldSince) return;
    talk.heldMs += between(talk.heldSince, at);
    talk.heldSince = null;
  }

  #endTalk(at: Date): void {
    this.#endHold(at);
    const talk = this.#talk;
    if (!talk) return;
    this.#talk = null;
    const counted = talk.visit ? [talk.stint, talk.visit] : [talk.stint];
    for (const each of counted) {
      each.talkMs += between(talk.since, at);
      each.heldMs += talk.heldMs;
    }
    this.#lastTalk = counted;
    this.#handled.set(talk.stint.agentId, counted);
  }

  /** He answered and was gone before the two heard each other: nobody has talked, and the caller waits on. */
  #unsayTalk({ agentId, at, queueId }: MeasuredEvent): void {
    const talk = this.#talk;
    this.#talk = null;
    if (!talk) return;
    if (talk.stint.kind === 'dialled') talk.stint.reached = false;
    else this.stints.splice(this.stints.indexOf(talk.stint), 1);
    if (agentId !== null) this.#begin(agentId, 'declined', queueId ?? talk.stint.queueId, at);
    if (!talk.answersVisit || !talk.visit) return;
    Object.assign(talk.visit, { outcome: 'waiting', waitMs: null, agentId: null } satisfies Partial<Visit>);
  }

  #refuse({ agentId, queueId, at }: MeasuredEvent, kind: 'missed' | 'declined'): void {
    if (agentId !== null) this.#begin(agentId, kind, queueId, at);
  }

  #close(outcome: VisitOutcome, at: Date, because: string | null = null): void {
    const visit = this.visits.at(-1);
    if (visit?.outcome !== 'waiting') return;
    visit.outcome = outcome;
    visit.waitMs = between(visit.beganAt, at);
    visit.leftBecause = because;
  }
}

const MOST_MS = 2_147_483_647;
const between = (from: Date, to: Date): number =>
  Math.min(Math.max(to.getTime() - from.getTime(), 0), MOST_MS);
const isMeasured = (type: string): type is MeasuredType => MEASURED_EVENTS.some((known) => known === type);
const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
