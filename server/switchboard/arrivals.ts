import type { CallbackService } from '../acd/callback.service';
import type { CallStore } from '../calls/call-store';
import type { ParkedFacts } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import { callId as toCallId, customerId, type CallId, type LegId, type SwitchId } from '../contract/ids';
import type { CustomerDirectory } from '../crm/customer-directory';
import { describeError } from '../errors';
import type { IvrService } from '../ivr/ivr.service';
import type { Logger } from '../logging';

interface ArrivalsDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly customers: CustomerDirectory;
  readonly ivr: IvrService;
  readonly callbacks: Pick<CallbackService, 'onArrived'>;
  readonly fallbackS: number;
  readonly logger: Logger;
}

/** A caller's leg is parked on a switch: claim it, find out who calls, hand it to the IVR. Safe to repeat. */
export class Arrivals {
  readonly #deps: ArrivalsDeps;

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
  }

  async accept(
    switchId: SwitchId,
    legId: LegId,
    facts: Omit<ParkedFacts, 'direction' | 'answered'>,
  ): Promise<void> {
    const { calls, switches, logger, fallbackS } = this.#deps;
    // The call takes the id of the leg it arrived on: whoever claims it, however often, names the same call.
    const callId = toCallId(legId);
    const claim = await calls.startInbound({
      callId,
      direction: 'inbound',
      switchId,
      customerLegId: legId,
      callerNumber: facts.callerNumber,
      callerName: facts.callerName,
      dialedNumber: facts.dialedNumber,
      language: this.#deps.ivr.defaultLanguage(facts.dialedNumber),
    });
    if (claim.kind === 'exists') return;
    logger.info(
      { callId, callerNumber: facts.callerNumber, dialedNumber: facts.dialedNumber },
      'call arrived',
    );
    const target = switches.of(switchId);
    // Side by side: the caller hears nothing until all of it is done.
    await Promise.all([
      unlessGone(target.tag(legId, { role: 'customer', callId })),
      unlessGone(target.armFallback(legId, fallbackS)),
      this.#identify(callId, facts.callerNumber),
      this.#deps.callbacks.onArrived({ callId, callerNumber: facts.callerNumber }),
    ]);
    const call = await calls.get(callId);
    if (call) await this.#deps.ivr.start(call);
  }

  /** A database that is away costs the customer's name on the screen, never the call. */
  async #identify(callId: CallId, callerNumber: string): Promise<void> {
    try {
      const matches = await this.#deps.customers.findByNumber(callerNumber);
      const first = matches[0] ? customerId(matches[0].customerId) : null;
      const customer = { customerId: first, customerKind: matches[0]?.kind ?? null };
      await this.#deps.calls.patch(callId, customer, [
        { type: 'call.identified', data: { customerId: first, matches: matches.length } },
      ]);
    } catch (error) {
      this.#deps.logger.warn({ callId, reason: describeError(error) }, 'caller not identified');
    }
  }
}
