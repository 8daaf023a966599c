import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Database } from '../../../../db';
import type { DomainEvent, EventType } from '../../../../server/contract/events';
import {
  attemptId,
  callId,
  contactId,
  type AttemptId,
  type CallId,
  type CampaignId,
  type ContactId,
} from '../../../../server/contract/ids';
import { Settlement } from '../../../../server/outbound/settlement';
import { silentLogger } from '../../../support/redis';

/** Spans at the edges of what counts: quarters, an hour, what is remembered of a call, a night, a day. */
const SPANS = [0, 1, 999, 16_000, 61_000, 899_999, 900_000, 3_000_000, 3_600_000, 30_000_000, 86_400_000];
const MARKS = ['promised', 'paid', 'told', 'do-not-call'];
const CAP = { calls: 100, days: 90 };

const missed = {
  ...{ by: 'far-party', cause: 'NORMAL_TEMPORARY_FAILURE', sipStatus: null },
  ...{ reached: false, queued: false, talked: false, withdrawn: false },
};
const answered = { ...missed, by: 'customer', cause: 'NORMAL_CLEARING', reached: true };

/** How a call can end, as its event tells it, and what a report calls that. */
export const ENDS = [
  { data: answered, counts: 'reached' },
  { data: { ...answered, queued: true, talked: true }, counts: 'reached' },
  { data: { ...answered, queued: true }, counts: 'abandoned' },
  { data: { ...answered, withdrawn: true }, counts: 'abandoned' },
  { data: { ...answered, unheard: true, answerer: 'unsure' }, counts: 'abandoned' },
  { data: { ...answered, answerer: 'machine' }, counts: 'machine' },
  { data: { ...answered, answerer: 'fax', queued: true }, counts: 'machine' },
  { data: { ...missed, sipStatus: 486 }, counts: 'busy' },
  { data: { ...missed, sipStatus: 480 }, counts: 'noAnswer' },
  { data: { ...missed, cause: 'NO_ANSWER' }, counts: 'noAnswer' },
  { data: { ...missed, sipStatus: 603 }, counts: 'refused' },
  { data: { ...missed, sipStatus: 404 }, counts: 'wrongNumber' },
  { data: { ...missed, sipStatus: 503 }, counts: 'network' },
  { data: { ...missed, by: 'system', cause: 'DIALLING_STOPPED' }, counts: 'broken' },
  { data: { ...missed, by: 'system', cause: 'LOST' }, counts: 'broken' },
  {
    data: { ...missed, by: 'system', cause: 'ORIGINATOR_CANCEL', sipStatus: 487, withdrawn: true },
    counts: 'withdrawn',
  },
  { data: { ...missed, by: 'system', notBegun: true }, counts: null },
] as const;

/** What has happened, and nothing of what was made of it. */
export type Fact =
  | {
      readonly kind: 'dialled';
      readonly attemptId: string;
      readonly callId: string;
      readonly campaignId: string;
      readonly at: number;
    }
  | { readonly kind: 'released'; readonly attemptId: string }
  | { readonly kind: 'told'; readonly event: DomainEvent }
  /** Nobody knew anything of these calls at that moment. */
  | { readonly kind: 'swept'; readonly at: number; readonly unknown: readonly string[] };

const acts = [
  ...['dial', 'dial', 'dial', 'answer', 'answer', 'end', 'end', 'end', 'mark', 'mark'],
  ...['again', 'vanish', 'sweep', 'release', 'not-dialled', 'sum'],
] as const;

const step = fc.record({
  act: fc.constantFrom(...acts),
  passes: fc.constantFrom(...SPANS),
  /** Which contact, which call, which end, which mark. */
  which: fc.nat(1000),
  other: fc.nat(1000),
});
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
export const campaignHistories = fc.array(step, { minLength: 5, maxLength: 60 });

/** A call for each end there is. */
export const everyEnd: Step[] = ENDS.flatMap((_, nth): Step[] => [
  { act: 'dial', passes: 900_000, which: nth, other: 0 },
  { act: 'end', passes: 61_000, which: 0, other: nth },
]);

interface Attempt {
  readonly attemptId: AttemptId;
  readonly callId: CallId;
  state: 'open' | 'answered' | 'vanished' | 'over';
}

const pick = <Item>(items: readonly Item[], nth: number): Item | undefined => items[nth % items.length];

/** Campaigns at work: what happens is stored as a server stores it, and noted beside. */
export class CampaignsAtWork {
  readonly facts: Fact[] = [];
  readonly #attempts: Attempt[] = [];
  readonly #contacts: { readonly contactId: ContactId; readonly campaignId: CampaignId }[] = [];
  readonly #settlement: Settlement;
  #now: number;

  constructor(
    private readonly database: Database,
    from: number,
  ) {
    this.#now = from;
    this.#settlement = new Settlement({
      contacts: database.contacts,
      attempts: {
        inProgress: () =>
          Promise.resolve(this.#in('open', 'answered').map(({ callId: inProgress }) => inProgress)),
        annul: () => Promise.resolve('annulled' as const),
      },
      onMarked: () => Promise.resolve(),
      onSettled: () => undefined,
      forgetSound: () => Promise.resolve(),
      now: () => this.#now,
      logger: silentLogger,
    });
  }

  async lists(campaigns: readonly CampaignId[], contacts: number): Promise<void> {
    for (const campaignId of campaigns) {
      const list = Array.from({ length: contacts }, () => contactId(randomUUID()));
      await this.database.contacts.addContacts(
        campaignId,
        list.map((id) => ({
          ...{ contactId: id, line: id, number: id, numberKey: id, name: '', customerId: null },
          ...{ timeZone: null, consent: false, priority: 0, variables: {} },
        })),
      );
      this.#contacts.push(...list.map((id) => ({ contactId: id, campaignId })));
    }
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const { act, passes, which, other } of steps) {
      this.#now += passes;
      if (act === 'dial') await this.#dial(which);
      else if (act === 'not-dialled') await this.#notDialled(which);
      else if (act === 'sweep') await this.#sweep();
      else if (act === 'sum')
        await this.database.measures.sumCampaigns(this.#now - (pick(SPANS, which) ?? 0));
      else if (act === 'again') await this.#again(which);
      else await this.#inCall(act, which, other);
    }
  }

  async #inCall(act: 'answer' | 'end' | 'mark' | 'vanish' | 'release', which: number, other: number) {
    const states = {
      answer: ['open'],
      end: ['open', 'answered'],
      vanish: ['open'],
      release: ['open'],
    } as const;
    const attempt = pick(act === 'mark' ? this.#attempts : this.#in(...states[act]), which);
    if (!attempt) return;
    if (act === 'mark') await this.#mark(attempt, other);
    else if (act === 'vanish') attempt.state = 'vanished';
    else if (act === 'answer') await this.#answer(attempt);
    else if (act === 'end') await this.#end(attempt, other);
    else {
      attempt.state = 'over';
      await this.database.contacts.release(attempt.attemptId);
      this.facts.push({ kind: 'released', attemptId: attempt.attemptId });
    }
  }

  #in(...states: readonly Attempt['state'][]): Attempt[] {
    return this.#attempts.filter(({ state }) => states.includes(state));
  }

  async #dial(which: number): Promise<void> {
    const contact = pick(this.#contacts, which);
    if (!contact) return;
    const ids = { attemptId: attemptId(randomUUID()), callId: callId(randomUUID()) };
    const claim = { ...ids, contactId: contact.contactId, at: this.#now, evidence: {}, cap: CAP };
    if (!(await this.database.contacts.claim(claim))) return;
    this.#attempts.push({ ...ids, state: 'open' });
    this.facts.push({ kind: 'dialled', ...ids, campaignId: contact.campaignId, at: this.#now });
  }

  async #notDialled(which: number): Promise<void> {
    const contact = pick(this.#contacts, which);
    if (!contact) return;
    const decision = { decisionId: randomUUID(), at: this.#now, rule: 'hours' as const, evidence: {} };
    await this.database.contacts.postpone({ ...decision, contactId: contact.contactId }, this.#now);
  }

  async #answer(attempt: Attempt): Promise<void> {
    attempt.state = 'answered';
    await this.#tell('attempt.reached', attempt, { attemptId: attempt.attemptId });
  }

  async #end(attempt: Attempt, how: number): Promise<void> {
    const wasAnswered = attempt.state === 'answered';
    const end = pick(
      ENDS.filter(({ data }) => !wasAnswered || data.reached),
      how,
    );
    if (!end) return;
    if (end.data.reached && !wasAnswered) await this.#answer(attempt);
    attempt.state = 'over';
    await this.#tell('attempt.ended', attempt, { attemptId: attempt.attemptId, ...end.data });
  }

  /** Also of a call that is over for long, and also told late: of two the later one counts. */
  async #mark(attempt: Attempt, which: number): Promise<void> {
    await this.#tell(
      'attempt.marked',
      attempt,
      { mark: pick(MARKS, which) ?? '' },
      pick([0, 0, 5000], which),
    );
  }

  async #sweep(): Promise<void> {
    const unknown = this.#in('vanished').map((attempt) => attempt.attemptId);
    await this.#settlement.sweep();
    this.facts.push({ kind: 'swept', at: this.#now, unknown });
  }

  async #tell(
    type: EventType,
    { callId: of }: Attempt,
    data: Record<string, unknown>,
    ago = 0,
  ): Promise<void> {
    const at = this.#now - ago;
    const event = { id: `${at}-${this.facts.length}`, type, at, callId: of, data };
    this.facts.push({ kind: 'told', event });
    await this.#settlement.onEvents([event]);
  }

  async #again(which: number): Promise<void> {
    const told = this.facts.flatMap((fact) => (fact.kind === 'told' ? [fact.event] : []));
    const event = pick(told, which);
    if (!event) return;
    this.facts.push({ kind: 'told', event });
    await this.#settlement.onEvents([event]);
  }
}
