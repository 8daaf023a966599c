/** What a pace is decided on, counted from calls and agents as they are at one moment. Pure. */
import type { LiveCall } from '../../calls/call-store';
import type { Campaign } from '../../contract/campaigns';
import type { Observed } from '../pacing/observed';
import type { ReachedRecord } from '../pacing/reached-record';
import type { AgentSeen } from './floor';

export type Phase = 'ringing' | 'listening' | 'waiting' | 'offered' | 'talking' | 'in-flow';

/** Modes in which whoever answers is put through to an agent at once, as many calls as agents can take. */
export const pacedMode = ({ mode }: Pick<Campaign, 'mode'>): 'progressive' | 'predictive' | null =>
  mode === 'progressive' || mode === 'predictive' ? mode : null;

export const isPaced = (campaign: Pick<Campaign, 'mode'>): boolean => pacedMode(campaign) !== null;

/** Somebody an agent has, or has had. */
export const hadAgent = ({ talkingAt, lastAgentId }: LiveCall): boolean =>
  talkingAt !== null || lastAgentId !== null;

/** How far a campaign's call is. */
export function phaseOf(call: LiveCall, campaign: Pick<Campaign, 'mode'>): Phase {
  switch (call.state) {
    case 'dialing':
      return 'ringing';
    case 'queued':
      return 'waiting';
    case 'offered':
      return 'offered';
    case 'talking':
    case 'held':
    case 'consulting':
      return 'talking';
    case 'in-ivr':
      if (call.attempt?.isMachine) return 'in-flow';
      if (call.attempt?.isListenedTo) return 'listening';
      // The flow hands him to the queue within the next moment.
      return isPaced(campaign) && call.queuedAt === null && !hadAgent(call) ? 'waiting' : 'in-flow';
    default:
      return 'in-flow';
  }
}

/** Several campaigns of one queue: each counts on agents of its own, so that none is counted twice. */
export interface Share {
  /** From 0, of so many. */
  readonly index: number;
  readonly of: number;
}

const TURN_MS = 60_000;

/** With more campaigns than agents each has its turn, a minute long. */
export function agentsOfShare(agents: readonly AgentSeen[], share: Share, now: number): readonly AgentSeen[] {
  const turn = share.of > agents.length ? Math.floor(now / TURN_MS) : 0;
  return agents.filter((_, index) => (index + turn) % share.of === share.index);
}

export interface Seen {
  /** Unix ms. */
  readonly now: number;
  readonly campaign: Campaign;
  readonly share: Share;
  /** Of its queue, in the order they always have. */
  readonly agents: readonly AgentSeen[];
  /** In progress in the whole centre. */
  readonly calls: readonly LiveCall[];
  /** Queues whose callers the same agents take. */
  readonly served: readonly string[];
  /** Campaigns that share the queue, this one among them. */
  readonly sharedBy: ReadonlySet<string>;
  readonly arrivalsPerS: number;
  readonly reached: ReachedRecord;
}

export function observe(seen: Seen): Observed {
  const { now, campaign, share, calls, served, sharedBy } = seen;
  const agents = agentsOfShare(seen.agents, share, now);
  const busyFor = (doing: AgentSeen['doing']) =>
    agents.filter((agent) => agent.doing === doing).map(({ since }) => Math.max(0, now - since));
  const own = calls.filter(({ attempt }) => attempt?.campaignId === campaign.campaignId);
  const inPhase = (phase: Phase) => own.filter((call) => phaseOf(call, campaign) === phase);
  const others = calls.filter(
    ({ state, queueId, attempt, callbackId }) =>
      state === 'queued' &&
      callbackId === null &&
      queueId !== null &&
      served.includes(queueId) &&
      !(attempt !== null && sharedBy.has(attempt.campaignId)),
  );
  return {
    agents: {
      free: busyFor('free').length,
      talking: busyFor('talking'),
      wrappingUp: busyFor('wrapping-up'),
    },
    calls: {
      ringing: inPhase('ringing').map(({ startedAt }) => Math.max(0, now - startedAt)),
      listening: inPhase('listening').length,
      waiting: inPhase('waiting').length,
    },
    inbound: {
      waiting: Math.ceil(others.length / share.of),
      arrivalsPerS: seen.arrivalsPerS / share.of,
    },
    reached: seen.reached,
  };
}
