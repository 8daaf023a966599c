import { z } from 'zod';
import type { DomainEvent } from '../contract/events';
import {
  agentId as toAgentId,
  attemptId as toAttemptId,
  callId as toCallId,
  type AgentId,
  type AttemptId,
} from '../contract/ids';
import { answererVerdictSchema } from '../contract/answerer';
import { markSchema, type Campaign, type DialResult } from '../contract/campaigns';
import type { Logger } from '../logging';
import type { AttemptStore } from './attempt-store';
import type { AttemptOutcome, ContactStore, Decide, MarkedContact, SaidOfCall } from './campaign-store';
import { dialResultOf, type AttemptEnd } from './dial-result';
import { nextAttempt } from './next-attempt';

const attemptSchema = z.object({ attemptId: z.uuid() });
const endedSchema = attemptSchema.extend({
  by: z.enum(['customer', 'agent', 'far-party', 'system']),
  cause: z.string(),
  sipStatus: z.number().int().nullish(),
  reached: z.boolean(),
  queued: z.boolean(),
  talked: z.boolean(),
  withdrawn: z.boolean().default(false),
  notBegun: z.boolean().optional(),
  answerer: answererVerdictSchema.shape.answerer.optional().catch(undefined),
  unheard: z.boolean().optional(),
  listened: z.boolean().optional(),
});
const heardSchema = attemptSchema.extend(answererVerdictSchema.shape);
const markedSchema = z.object({ mark: markSchema, date: z.iso.date().optional().catch(undefined) });

/** How a call ended, of its event; null when it cannot be read. */
export function attemptEndOf(
  data: DomainEvent['data'],
): (AttemptEnd & { readonly attemptId: string; readonly listened?: boolean | undefined }) | null {
  const read = endedSchema.safeParse(data);
  return read.success ? { ...read.data, sipStatus: read.data.sipStatus ?? null } : null;
}

/** What an agent has said has come of a call, and of whom. */
export interface AgentMarked extends SaidOfCall {
  readonly agentId: AgentId;
  /** Each time he says something it is another one. */
  readonly eventId: string;
  readonly contact: MarkedContact;
}

interface SettlementDeps {
  readonly contacts: Pick<ContactStore, 'answered' | 'heard' | 'settle' | 'mark' | 'unsettled'>;
  readonly attempts: Pick<AttemptStore, 'annul' | 'inProgress'>;
  /** An agent has said what came of a call; told again until it returns. */
  readonly onMarked: (marked: AgentMarked) => Promise<void>;
  /** Once for each call, by whichever server. */
  readonly onSettled: (campaignId: string, result: DialResult) => void;
  /** What was recorded to listen to who answered is to be gone, wherever it is; never fails. */
  readonly forgetSound: (attemptId: AttemptId) => Promise<void>;
  /** Unix ms. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** A claim this old has begun, or its server has died. */
const BEGUN_WITHIN_MS = 15_000;
/** Redis forgets a call so long after its end: whether an older one has begun cannot be told any more. */
const REMEMBERED_MS = 50 * 60_000;

/** What becomes of a contact after each call: written once, however often it is told. */
export class Settlement {
  readonly #deps: SettlementDeps;

  constructor(deps: SettlementDeps) {
    this.#deps = deps;
  }

  /** @throws OperationalError while the database is away: the events are told again then */
  async onEvents(events: readonly DomainEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'attempt.marked') await this.#onMarked(event);
      if (event.type === 'attempt.reached') await this.#onAnswered(event);
      if (event.type === 'attempt.heard') await this.#onHeard(event);
      if (event.type === 'attempt.ended') await this.#onEnded(event);
    }
  }

  /** Claims whose server died before the call began; call it every few seconds. */
  async sweep(): Promise<void> {
    const { contacts, attempts, now } = this.#deps;
    const before = now() - BEGUN_WITHIN_MS;
    const inProgress = await attempts.inProgress(null);
    for (const { attemptId, callId, at } of await contacts.unsettled(before, inProgress)) {
      if ((await attempts.annul(attemptId, callId)) === 'exists') continue;
      const result = now() - at < REMEMBERED_MS ? 'not-begun' : 'lost';
      await this.#settle(attemptId, () => ({ result, sipStatus: null, cause: null, at: now() }));
    }
  }

  async #onMarked({ id, callId, agentId, at, data }: DomainEvent): Promise<void> {
    const { success, data: marked } = markedSchema.safeParse(data);
    if (!success || !callId) return;
    const { mark, date = null } = marked;
    const said = { callId: toCallId(callId), agentId: agentId ? toAgentId(agentId) : null, mark, date, at };
    const about = await this.#deps.contacts.mark(said, decide);
    if (about && said.agentId)
      await this.#deps.onMarked({ ...said, agentId: said.agentId, eventId: id, contact: about });
  }

  async #onAnswered({ at, data }: DomainEvent): Promise<void> {
    const { success, data: answered } = attemptSchema.safeParse(data);
    if (success) await this.#deps.contacts.answered(toAttemptId(answered.attemptId), at);
  }

  async #onHeard({ data }: DomainEvent): Promise<void> {
    const { success, data: heard } = heardSchema.safeParse(data);
    if (!success) return;
    const { attemptId: id, ...verdict } = heard;
    await this.#deps.contacts.heard(toAttemptId(id), verdict);
  }

  async #onEnded({ id, at, data }: DomainEvent): Promise<void> {
    const end = attemptEndOf(data);
    if (end === null) {
      this.#deps.logger.error({ eventId: id }, 'the end of a campaign’s call cannot be read');
      return;
    }
    // A server that died while it listened has left its recording there.
    if (end.listened) await this.#deps.forgetSound(toAttemptId(end.attemptId));
    await this.#settle(toAttemptId(end.attemptId), ({ results }) => ({
      ...{ result: dialResultOf(end, results), sipStatus: end.sipStatus, cause: end.cause, at },
    }));
  }

  async #settle(attemptId: AttemptId, outcomeOf: (campaign: Campaign) => AttemptOutcome): Promise<void> {
    const noted: { campaignId: string; result: DialResult }[] = [];
    const settled = await this.#deps.contacts.settle(
      attemptId,
      (campaign) => {
        const outcome = outcomeOf(campaign);
        noted.push({ campaignId: campaign.campaignId, result: outcome.result });
        return outcome;
      },
      decide,
    );
    const last = noted.at(-1);
    if (settled && last) this.#deps.onSettled(last.campaignId, last.result);
  }
}

const decide: Decide = ({ campaign, results, mark }, { result, at }) =>
  nextAttempt(campaign, { result, results, mark, at });
