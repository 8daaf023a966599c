import type { CallStore, LiveCall } from './call-store';
import { talksWithCaller } from './own-call';
import { unlessGone, type Switches } from './switches';

interface GuardsDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  /** Seconds a guard gives us to renew it. */
  readonly fallbackS: number;
}

/** Callers who are not in conversation stay under the dead-man guard for as long as a server is there to renew it. */
export class Guards {
  readonly #deps: GuardsDeps;

  constructor(deps: GuardsDeps) {
    this.#deps = deps;
  }

  /** Every server renews all of them: whoever reads a switch may be dead. */
  async renew(): Promise<void> {
    for (const call of await this.#deps.calls.list())
      if (isGuarded(call)) await this.#renew(call).catch(() => undefined);
  }

  /**
   * Whoever begins a talk changes its state first and takes the guard away afterwards. So a guard that was renewed a
   * moment too late is seen here: left there, it would tear the talk.
   */
  async #renew({ callId, switchId, customerLegId }: LiveCall): Promise<void> {
    const target = this.#deps.switches.of(switchId);
    if (!target.isUp()) return;
    await target.armFallback(customerLegId, this.#deps.fallbackS);
    const now = await this.#deps.calls.get(callId);
    if (now && !isGuarded(now)) await unlessGone(target.disarmFallback(customerLegId));
  }
}

const isGuarded = (call: LiveCall): boolean =>
  call.callbackId === null &&
  !talksWithCaller(call) &&
  call.state !== 'connected' &&
  call.state !== 'dialing';
