import type { CallStore, LiveCall } from '../../calls/call-store';
import { unlessGone, type Switches } from '../../calls/switches';
import type { Campaign } from '../../contract/campaigns';
import type { DomainEvent, EventType } from '../../contract/events';
import { describeError } from '../../errors';
import type { Logger } from '../../logging';
import type { AttemptStore } from '../attempt-store';
import { phaseOf } from './observe';
import type { Pacer } from './pacer';

interface PacedDiallingDeps {
  readonly pacer: Pick<Pacer, 'look'>;
  readonly attempts: Pick<AttemptStore, 'withdraw'>;
  readonly calls: Pick<CallStore, 'list'>;
  readonly switches: Switches;
  /** Unix ms. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** At the latest a pace is asked for again; and at the earliest, so that events within it are taken together. */
const AGAIN_MS = 1000;
const TOGETHER_MS = 100;

/** After these the pace may be another. */
const telling: ReadonlySet<EventType> = new Set<EventType>([
  ...(['attempt.started', 'attempt.reached', 'attempt.heard', 'attempt.ended'] as const),
  ...(['call.queued', 'call.left-queue', 'call.talking', 'call.abandoned', 'call.agent-lost'] as const),
  ...(['offer.made', 'offer.missed', 'offer.declined', 'offer.failed'] as const),
  ...(['agent.state-changed', 'agent.presence-changed', 'agent.next-chosen'] as const),
  'agent.leaving',
  ...(['agent.reachable', 'agent.unreachable', 'agent.logged-out', 'queues.applied'] as const),
]);

/** Carries out the pace of campaigns: how many calls they begin now; what rings beyond that is withdrawn. */
export class PacedDialling {
  readonly #deps: PacedDiallingDeps;
  #hasNews = true;
  #askedAt = 0;

  constructor(deps: PacedDiallingDeps) {
    this.#deps = deps;
  }

  note({ type }: Pick<DomainEvent, 'type'>): void {
    if (telling.has(type)) this.#hasNews = true;
  }

  /**
   * Call it often.
   * @param dialling all campaigns with a pace that dial now
   * @param fading those that dial no more and have calls on their way, which may be too many when agents go or take others
   * @returns by campaign that dials; none while nothing has changed
   */
  async startsNow(
    dialling: readonly Campaign[],
    fading: readonly Campaign[],
  ): Promise<ReadonlyMap<string, number>> {
    const { pacer, now } = this.#deps;
    const asked = [...dialling, ...fading];
    if (asked.length === 0) return new Map();
    if (now() - this.#askedAt < (this.#hasNews ? TOGETHER_MS : AGAIN_MS)) return new Map();
    // What happens while it is being asked counts next time.
    this.#hasNews = false;
    this.#askedAt = now();
    const standings = await pacer.look(asked);
    const starts = new Map<string, number>();
    for (const campaign of asked) {
      const pace = standings.get(campaign.campaignId)?.pace;
      if (!pace) continue;
      if (dialling.includes(campaign)) starts.set(campaign.campaignId, pace.start);
      if (pace.withdraw > 0) await this.#withdraw(campaign, pace.withdraw);
    }
    return starts;
  }

  /** Those that have rung longest. One that was withdrawn and is not gone yet is among them, and told again. */
  async #withdraw(campaign: Campaign, count: number): Promise<void> {
    const { calls, logger } = this.#deps;
    const ringing = (await calls.list())
      .filter(({ attempt }) => attempt?.campaignId === campaign.campaignId)
      .filter((call) => phaseOf(call, campaign) === 'ringing')
      .sort((one, other) => one.startedAt - other.startedAt)
      .slice(0, count);
    const done = await Promise.allSettled(ringing.map((call) => this.#hangUp(call)));
    for (const each of done)
      if (each.status === 'rejected')
        logger.warn({ reason: describeError(each.reason) }, 'a call was not withdrawn');
  }

  /** The call ends when the switch says so: until then somebody may still answer. */
  async #hangUp({ callId, switchId, customerLegId }: LiveCall): Promise<void> {
    const { attempts, switches } = this.#deps;
    if ((await attempts.withdraw(callId)) === 'not-ringing') return;
    await unlessGone(switches.of(switchId).hangUp(customerLegId, 'ORIGINATOR_CANCEL'));
  }
}
