import type { CallStore } from '../calls/call-store';
import type { MarkRequest } from '../contract/campaign-order';
import { campaignId as toCampaignId, type AgentId, type CallId } from '../contract/ids';
import { UserError } from '../errors';
import type { AttemptStore } from './attempt-store';
import { orderMarksOf } from './campaign-orders';
import type { CampaignStore } from './campaign-store';

interface MarkingDeps {
  readonly calls: Pick<CallStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly attempts: Pick<AttemptStore, 'mark'>;
}

/** Agents say what has come of a campaign's call. */
export class Marking {
  readonly #deps: MarkingDeps;

  constructor(deps: MarkingDeps) {
    this.#deps = deps;
  }

  /**
   * Safe to click twice; another mark takes the place of the first.
   * @throws UserError call-ended, conflict (no campaign's), validation-failed, not-permitted
   */
  async mark(agentId: AgentId, callId: CallId, { mark, date }: MarkRequest): Promise<void> {
    const { calls, campaigns, attempts } = this.#deps;
    const call = await calls.get(callId);
    if (!call) throw ended();
    if (!call.attempt) throw noAttempt();
    const stored = await campaigns.get(toCampaignId(call.attempt.campaignId));
    const known = orderMarksOf(stored?.campaign ?? { marks: [] }).find((each) => each.mark === mark);
    if (!known) throw new UserError('validation-failed', 'This campaign has no such mark.');
    if (known.asksDate !== (date !== undefined)) {
      const message = known.asksDate ? 'A date belongs to this mark.' : 'No date belongs to this mark.';
      throw new UserError('validation-failed', message);
    }
    const said = await attempts.mark({ callId, agentId, mark, date: date ?? null });
    if (said === 'gone') throw ended();
    if (said === 'no-attempt') throw noAttempt();
    if (said === 'not-his')
      throw new UserError('not-permitted', 'You neither speak with this contact nor wrap his call up.');
  }
}

const ended = () => new UserError('call-ended', 'This call ended too long ago.');
const noAttempt = () => new UserError('conflict', 'No campaign called in this call.');
