import { legId as toLegId, type CallId, type LegId } from '../contract/ids';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { CallStore, LiveCall } from './call-store';
import { dialableNumber } from './dial-number';
import type { OutboundSettings } from './outbound.service';
import { unlessGone, type Switches } from './switches';

export interface FarLegDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly events: EventStream;
  readonly newId: () => string;
  readonly settings: OutboundSettings;
}

/** Calling a far party for a caller: what consulting and dialling on have in common. */
export class FarLeg {
  readonly #deps: FarLegDeps;

  constructor(deps: FarLegDeps) {
    this.#deps = deps;
  }

  newLegId(): LegId {
    return toLegId(this.#deps.newId());
  }

  /** @throws UserError no-trunk, validation-failed, number-not-allowed */
  numberToCall(typed: string): string {
    const { settings } = this.#deps;
    if (!settings.hasTrunk)
      throw new UserError('no-trunk', 'No trunk is configured, so nothing can be dialled yet.');
    return dialableNumber(typed, settings.policy);
  }

  /** Safe to repeat with the same leg. @throws OperationalError when the switch refuses or is away */
  async ring(call: LiveCall, legId: LegId, number: string): Promise<void> {
    const { events, switches, settings } = this.#deps;
    await events.append({
      type: 'leg.started',
      callId: call.callId,
      legId,
      data: { role: 'far-party', number },
    });
    await switches.of(call.switchId).callCustomer({
      legId,
      callId: call.callId,
      number,
      callerNumber: settings.callerNumber,
      timeoutS: settings.ringTimeoutS,
      role: 'far-party',
    });
  }

  async hangUp(call: LiveCall, legId: LegId, isAnswered: boolean): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.hangUp(legId, isAnswered ? 'NORMAL_CLEARING' : 'ORIGINATOR_CANCEL'));
  }

  get(callId: CallId): Promise<LiveCall | null> {
    return this.#deps.calls.get(callId);
  }
}
