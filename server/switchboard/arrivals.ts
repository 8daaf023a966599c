import type { CallbackService } from '../acd/callback.service';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { ParkedFacts } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import { callId as toCallId, customerId, type CallId, type LegId, type SwitchId } from '../contract/ids';
import type { CustomerSummary } from '../contract/rest';
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
    // Asked beside the claim: the database takes longer than Redis.
    const owners = this.#ownersOf(callId, facts.callerNumber);
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
    const [call] = await Promise.all([
      this.#identified(callId, owners),
      unlessGone(target.tag(legId, { role: 'customer', callId })),
      unlessGone(target.armFallback(legId, fallbackS)),
      this.#deps.callbacks.onArrived({ callId, callerNumber: facts.callerNumber }),
    ]);
    if (call) await this.#deps.ivr.start(call);
  }

  /** null: nobody can tell. A database that is away costs the customer's name on the screen, never the call. */
  async #ownersOf(callId: CallId, callerNumber: string): Promise<readonly CustomerSummary[] | null> {
    try {
      return await this.#deps.customers.findByNumber(callerNumber);
    } catch (error) {
      this.#deps.logger.warn({ callId, reason: describeError(error) }, 'caller not identified');
      return null;
    }
  }

  /** The call with whose it is, asked for together with the change, which Redis does first: the caller waits for both. */
  async #identified(
    callId: CallId,
    owners: Promise<readonly CustomerSummary[] | null>,
  ): Promise<LiveCall | null> {
    const { calls } = this.#deps;
    const matches = await owners;
    if (matches === null) return calls.get(callId);
    const first = matches[0] ? customerId(matches[0].customerId) : null;
    const customer = { customerId: first, customerKind: matches[0]?.kind ?? null };
    const told = { type: 'call.identified', data: { customerId: first, matches: matches.length } } as const;
    const [, call] = await Promise.all([calls.patch(callId, customer, [told]), calls.get(callId)]);
    return call;
  }
}
