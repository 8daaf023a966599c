import fc from 'fast-check';
import type { DomainEvent, EventType } from '../../../../server/contract/events';
import { aCallId } from '../../../support/call-events';

/** Spans at the edges of what counts: short abandons, targets, quarters, a night. */
const SPANS = [
  0, 1, 4999, 5000, 5001, 19_999, 20_000, 20_001, 61_000, 899_999, 900_000, 3_600_000, 30_000_000,
];
const QUEUES = ['general', 'faults'];
const AGENTS = ['1001', '1002', '1003'];
const CALLERS = ['13900000001', '13900000002', ''];
const NUMBERS = ['1000', '112'];

/** Takes choices off a tape, so that histories shrink. */
class Choices {
  #at = 0;
  constructor(private readonly tape: readonly number[]) {}
  of<Item>(items: readonly Item[]): Item {
    const drawn = this.tape[this.#at++ % this.tape.length] ?? 0;
    return items[drawn % items.length] as Item;
  }
  is(): boolean {
    return this.of([false, true]);
  }
}

type Facts = Partial<Pick<DomainEvent, 'agentId' | 'queueId' | 'data'>>;

/** One call as the scripts tell it: what follows is what may follow. */
class Life {
  readonly events: DomainEvent[] = [];
  #at: number;
  #queue = '';

  constructor(
    private readonly nth: number,
    from: number,
    private readonly choose: Choices,
  ) {
    this.#at = from;
  }

  tell(type: EventType, facts: Facts = {}, passes = true): void {
    if (passes) this.#at += this.choose.of(SPANS);
    const id = `${this.#at}-${this.nth * 1000 + this.events.length}`;
    this.events.push({ id, type, at: this.#at, callId: aCallId(this.nth), data: {}, ...facts });
  }

  live(): DomainEvent[] {
    const { choose } = this;
    const kind = choose.of(['inbound', 'inbound', 'inbound', 'outbound', 'callback']);
    const agentId = choose.of(AGENTS);
    const [callerNumber, dialedNumber] = [choose.of(CALLERS), choose.of(NUMBERS)];
    const data = { direction: kind === 'inbound' ? 'inbound' : 'outbound', callerNumber, dialedNumber };
    this.tell('call.started', { data, ...(kind === 'outbound' && { agentId }) });
    if (kind === 'outbound') this.#dial(agentId);
    else this.#queueUp(kind === 'callback' ? { callbackId: 'cb' } : {}, 0);
    this.#review();
    return this.events;
  }

  /** Some calls are reviewed, some of them twice: after an objection. Marks that cannot be are nobody's. */
  #review(): void {
    const { choose } = this;
    const agentId = choose.of(AGENTS);
    for (let times = choose.of([0, 0, 1, 2]); times > 0; times -= 1)
      this.tell('review.finished', {
        agentId,
        data: { reviewId: 'r', mark: choose.of([0, 8750, 10_000, 10_001]) },
      });
  }

  #dial(agentId: string): void {
    if (this.choose.is()) this.#talk(agentId, 0);
    else {
      this.tell('call.dial-failed', { agentId, data: { cause: 'USER_BUSY' } });
      this.#end('customer');
    }
  }

  #queueUp(data: Record<string, unknown>, depth: number): void {
    this.#queue = this.choose.of(QUEUES);
    this.tell('call.queued', { queueId: this.#queue, data: { again: false, ...data } });
    this.#wait(depth, 'callbackId' in data);
  }

  #wait(depth: number, isCallback = false): void {
    const { choose } = this;
    const agentId = choose.of(AGENTS);
    const queueId = this.#queue;
    if (choose.is()) {
      const type = choose.of(['offer.missed', 'offer.declined'] as const);
      this.tell(type, { agentId, queueId });
    }
    if (isCallback) {
      this.tell('offer.accepted', { agentId, queueId });
      if (choose.is()) this.#talk(agentId, depth);
      else this.#end('customer');
      return;
    }
    const what = choose.of(['talk', 'talk', 'talk', 'abandon', 'leave', 'lost', 'waits', 'unheard', 'moved']);
    if (what === 'talk') this.#talk(agentId, depth);
    else if (what === 'abandon') {
      this.tell('call.abandoned', { queueId });
      this.#end('customer', false);
    } else if (what === 'leave') {
      this.tell('call.left-queue', { queueId, data: { why: choose.of(['callback', 'too-long', 'key']) } });
      if (depth < 3 && choose.is()) this.#queueUp({}, depth + 1);
      else this.#end('customer');
    } else if (what === 'lost') this.#end(choose.of(['system', 'customer'] as const));
    else if (what === 'unheard') {
      this.tell('call.talking', { agentId, queueId, data: { agentLegId: 'x' } });
      this.tell('call.agent-lost', { agentId, data: { agentLegId: 'x', neverHeard: true } });
      this.tell('call.queued', { queueId, data: { again: true } }, false);
      this.#wait(depth);
    } else if (what === 'moved' && depth < 3) this.#queueUp({}, depth + 1);
  }

  #talk(agentId: string, depth: number): void {
    const { choose } = this;
    const queueId = this.#queue;
    this.tell('call.talking', { agentId, ...(queueId !== '' && { queueId }), data: { agentLegId: agentId } });
    for (let holds = choose.of([0, 0, 1, 2]); holds > 0; holds -= 1) {
      this.tell('call.held', { agentId });
      if (holds > 1 || choose.is()) this.tell('call.resumed', { agentId });
    }
    if (choose.is()) this.tell('call.consult-started', { agentId });
    const what =
      depth > 3
        ? 'end'
        : choose.of(['end', 'end', 'lost', 'pass', 'take-over', 'queue', 'park', 'survey', 'goes-on']);
    if (what === 'end') this.#end('customer', true, agentId);
    else if (what === 'lost') {
      this.tell('call.agent-lost', { agentId, data: { agentLegId: agentId } });
      this.#head(depth);
    } else if (what === 'pass' || what === 'take-over') {
      const colleague = choose.of(AGENTS.filter((each) => each !== agentId));
      if (what === 'pass') this.tell('call.passed', { agentId, data: { toAgentId: colleague } });
      else this.tell('call.taken-over', { agentId, data: { byAgentId: colleague } });
      this.#wrapUp(agentId);
      this.#talk(colleague, depth + 1);
    } else if (what === 'queue') {
      this.tell('call.transferred', { agentId, data: { to: 'queue' } });
      this.#queueUp({}, depth + 1);
      this.#wrapUp(agentId);
    } else if (what === 'park') {
      this.tell('call.parked', { agentId, queueId: this.#queue });
      this.#head(depth);
    } else if (what === 'survey') {
      this.tell('call.returned', { agentId, data: { entry: choose.of(['afterTalk', 'directory']) } });
      this.#wrapUp(agentId);
      for (let answers = choose.of([0, 1, 2]); answers > 0; answers -= 1)
        this.tell('ivr.survey-answered', {
          data: { question: 'q', value: choose.of(['1', '4', '5', 'yes', '9']) },
        });
      this.#end('system');
    }
  }

  /** At the head of the queue again, or of another one. */
  #head(depth: number): void {
    if (this.#queue === '' || this.choose.is()) this.#queue = this.choose.of(QUEUES);
    this.tell('call.queued', { queueId: this.#queue, data: { again: true } }, false);
    this.#wait(depth + 1);
  }

  #wrapUp(agentId: string): void {
    if (!this.choose.is()) return;
    this.tell('wrap-up.started', { agentId }, false);
    if (this.choose.is()) this.tell('wrap-up.finished', { agentId, data: { by: 'agent' } });
  }

  #end(by: 'customer' | 'system', passes = true, agentId?: string): void {
    this.tell('call.ended', { data: { by, cause: 'X', from: 'talking' } }, passes);
    if (agentId !== undefined) this.#wrapUp(agentId);
  }
}

const tape = fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 });

/** What an agent does, independent of calls. */
const days = fc.array(
  fc.record({
    agent: fc.constantFrom(...AGENTS),
    passes: fc.constantFrom(...SPANS),
    change: fc.constantFrom<readonly ['presence' | 'state', string, boolean?]>(
      ['presence', 'ready'],
      ['presence', 'break'],
      ['presence', 'break', true],
      ['presence', 'not-responding'],
      ['presence', 'logged-out'],
      ['state', 'offered'],
      ['state', 'on-call'],
      ['state', 'wrap-up'],
      ['state', 'supervising'],
      ['state', 'idle'],
    ),
  }),
  { maxLength: 25 },
);

/** Logs of a small centre: calls that overlap, and agents' days. @param from Unix ms */
export const histories = (from: number): fc.Arbitrary<DomainEvent[]> =>
  fc.tuple(fc.array(tape, { minLength: 1, maxLength: 8 }), days).map(([tapes, changes]) => {
    const calls = tapes.flatMap((each, i) => {
      const choose = new Choices(each);
      return new Life(i + 1, from + i * choose.of(SPANS), choose).live();
    });
    let at = from;
    const agents = changes.map(({ agent, passes, change: [what, value, productive] }, i): DomainEvent => {
      at += passes;
      const id = `${at}-${900_000 + i}`;
      return what === 'presence'
        ? {
            id,
            type: 'agent.presence-changed',
            at,
            agentId: agent,
            data: { presence: value, ...(productive && { productive }) },
          }
        : { id, type: 'agent.state-changed', at, agentId: agent, data: { state: value } };
    });
    return [...calls, ...agents].sort((one, other) => one.at - other.at);
  });
