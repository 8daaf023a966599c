import type { AgentId, CallId } from '../contract/ids';
import { UserError } from '../errors';
import type { BreakReason, BreakReasons } from './break-reasons';
import type { ChosenBreak, PresenceStore } from './presence-store';
import type { Leaving } from './leaving';
import { notLoggedIn } from './refusals';

interface PresenceDeps {
  readonly presence: PresenceStore;
  readonly reasons: BreakReasons;
  readonly leaving: Pick<Leaving, 'before'>;
}

export interface OfferedReason extends BreakReason {
  readonly reason: string;
  /** Agents who are on such a break, or go on it next. */
  readonly taken: number;
}

export interface ProlongRule {
  readonly times: number;
  readonly byS: number;
}

/** What an agent decides about his own time, but for going ready, which the ACD answers with a call. */
export class PresenceService {
  readonly #deps: PresenceDeps;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** At once, or when he is done with what he is busy with. @throws UserError validation-failed, break-full */
  async takeBreak(agentId: AgentId, reason: string | null): Promise<void> {
    const chosen = this.#chosen(reason);
    await this.#deps.leaving.before(agentId);
    const result = await this.#deps.presence.takeBreak(agentId, chosen);
    if (result.kind === 'logged-out') throw notLoggedIn();
    if (result.kind === 'full') {
      const { taken } = result;
      const atMost = chosen.atMost ?? taken;
      throw new UserError('break-full', `${taken} of ${atMost} are on this break already.`, {
        details: { reason: reason ?? '', taken, atMost },
      });
    }
  }

  /** @throws UserError conflict when he is idle: then he just logs out */
  async logOutAfterwards(agentId: AgentId): Promise<void> {
    const result = await this.#deps.presence.logOutAfterwards(agentId);
    if (result === 'logged-out') throw notLoggedIn();
    if (result === 'idle') throw new UserError('conflict', 'You are in no call: you can log out now.');
  }

  /** @throws UserError conflict */
  async prolongWrapUp(agentId: AgentId, callId: CallId, nth: number, rule: ProlongRule): Promise<void> {
    const { times, byS } = rule;
    const request = { agentId, callId, nth, times, byMs: byS * 1000 };
    const result = await this.#deps.presence.prolongWrapUp(request);
    if (result.kind === 'used-up') throw new UserError('conflict', 'This wrap-up cannot be prolonged again.');
    if (result.kind === 'stale') throw new UserError('conflict', 'This wrap-up is over.');
  }

  /** @throws UserError call-ended */
  async setDisposition(facts: Parameters<PresenceStore['setDisposition']>[0]): Promise<void> {
    const result = await this.#deps.presence.setDisposition(facts);
    if (result === 'gone') throw new UserError('call-ended', 'This call ended too long ago.');
  }

  async reasons(): Promise<readonly OfferedReason[]> {
    const reasons = Object.entries(this.#deps.reasons());
    const taken = await this.#deps.presence.placesTaken(reasons.map(([reason]) => reason));
    return reasons.map(([reason, rule]) => ({ reason, ...rule, taken: taken.get(reason) ?? 0 }));
  }

  /** Handles what is due; any server's tick will do. */
  async tick(): Promise<void> {
    await this.#deps.presence.tellOverdueBreaks();
  }

  #chosen(reason: string | null): ChosenBreak {
    if (reason === null) return { reason, productive: false, maxMs: null, atMost: null };
    const rule = this.#deps.reasons()[reason];
    if (rule === undefined) throw new UserError('validation-failed', 'There is no such reason for a break.');
    const { productive, maxMinutes, atMost } = rule;
    return { reason, productive, maxMs: maxMinutes === null ? null : maxMinutes * 60_000, atMost };
  }
}
