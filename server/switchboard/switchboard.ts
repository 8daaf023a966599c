import type { AcdService } from '../acd/acd.service';
import type { WaitingService } from '../acd/waiting.service';
import type { CallEnding } from '../calls/call-ending';
import type { CallStore, LiveCall } from '../calls/call-store';
import { isAsked, isCalledByCampaign, isColleagueAway } from '../calls/own-call';
import { wasNeverHeard } from '../calls/talk';
import type { ConsultService } from '../calls/consult.service';
import { lostRing } from '../calls/lost-ring';
import type { DialOnService } from '../calls/dial-on.service';
import type { OutboundService } from '../calls/outbound.service';
import type { TalkRecording } from '../calls/talk-recording';
import type { LegEvent, SwitchEvent, SwitchListener, SwitchSnapshot } from '../calls/switch';
import { offerOfLeg, type CallId, type SwitchId } from '../contract/ids';
import { describeError, OperationalError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { IvrService } from '../ivr/ivr.service';
import type { Logger } from '../logging';
import type { Callee } from '../outbound/callee.service';
import type { SupervisionService } from '../supervision/supervision.service';
import type { AgentAway } from './agent-away';
import type { Arrivals } from './arrivals';
import type { FlowReturn } from './flow-return';
import { KeyedQueue } from './keyed-queue';
import type { Reconciler } from './reconciler';
import { whileRedisReturns } from './retry';
import type { Rounds } from './rounds';
import type { TalkStart } from './talk-start';

export interface SwitchboardRooms {
  readonly arrivals: Arrivals;
  readonly ivr: IvrService;
  readonly acd: AcdService;
  readonly away: AgentAway;
  readonly outbound: OutboundService;
  readonly callee: Callee;
  readonly consult: ConsultService;
  readonly dialOn: DialOnService;
  readonly flowReturn: FlowReturn;
  readonly ending: CallEnding;
  readonly talkStart: TalkStart;
  readonly recording: TalkRecording;
  readonly waiting: WaitingService;
  readonly supervision: SupervisionService;
  readonly reconciler: Reconciler;
  readonly rounds: Rounds;
}

interface SwitchboardDeps {
  readonly rooms: SwitchboardRooms;
  readonly calls: CallStore;
  readonly events: EventStream;
  /** Runs a task every so often until the answer is called. */
  readonly everyRound: (task: () => Promise<void>) => () => Promise<void>;
  readonly logger: Logger;
}

type EventOf<Kind extends SwitchEvent['kind']> = Extract<SwitchEvent, { readonly kind: Kind }>;

/**
 * Which room hears of what happens on a switch. Events of one call are handled one after the other, those of
 * different calls side by side; an event that meets an absent Redis waits for it.
 */
export class Switchboard {
  readonly #deps: SwitchboardDeps;
  readonly #queue = new KeyedQueue();
  /** Switches whose events come here and whose gap is made good; each with what ends its rounds. */
  readonly #read = new Map<SwitchId, () => Promise<void>>();
  /** The snapshot of the present session: an older one must not begin anything any more. */
  readonly #ups = new Map<SwitchId, SwitchSnapshot>();

  constructor(deps: SwitchboardDeps) {
    this.#deps = deps;
  }

  listenerFor(switchId: SwitchId): SwitchListener {
    return {
      onEvent: (event) => void this.#handle(event),
      onUp: (snapshot, restarted) => void this.#onUp(switchId, snapshot, restarted),
      onDown: (reason) => {
        this.#ups.delete(switchId);
        this.#endRounds(switchId);
        this.#deps.logger.warn({ switchId, reason }, 'switch is away');
        void this.#append('switch.down', { switchId, reason });
      },
    };
  }

  /** Whether this server reads the switch's events and has caught up with what it missed. */
  reads(switchId: SwitchId): boolean {
    return this.#read.has(switchId);
  }

  /** Runs a task between two events of a call, never beside one. */
  async inOrder(callId: CallId, task: () => Promise<void>): Promise<void> {
    await this.#queue.run(callId, () => whileRedisReturns(task));
  }

  /** Resolves when all events received so far have been handled. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #onUp(switchId: SwitchId, snapshot: SwitchSnapshot, restarted: boolean): Promise<void> {
    this.#deps.logger.info({ switchId, restarted, legs: snapshot.legs.length }, 'switch is up');
    this.#ups.set(switchId, snapshot);
    await this.#append('switch.up', { switchId, restarted });
    try {
      await whileRedisReturns(() =>
        this.#deps.rooms.reconciler.reconcile(switchId, snapshot, (callId, task) =>
          this.#queue.run(callId, task),
        ),
      );
      if (this.#ups.get(switchId) === snapshot) this.#beginRounds(switchId);
    } catch (error) {
      this.#deps.logger.error({ switchId, err: error }, 'reconciliation failed');
    }
  }

  /** What they begin belongs to the present tenure, as an event's consequences do. */
  #beginRounds(switchId: SwitchId): void {
    const { everyRound, rooms } = this.#deps;
    rooms.rounds.forget(switchId);
    const round = () => rooms.rounds.round(switchId, (callId, task) => this.#queue.run(callId, task));
    this.#read.set(switchId, everyRound(round));
  }

  #endRounds(switchId: SwitchId): void {
    const end = this.#read.get(switchId);
    this.#read.delete(switchId);
    void end?.();
  }

  async #append(type: 'switch.up' | 'switch.down', data: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await whileRedisReturns(() => this.#deps.events.append({ type, data }));
    } catch (error) {
      this.#deps.logger.warn({ err: error }, 'event not recorded');
    }
  }

  async #handle(event: SwitchEvent): Promise<void> {
    try {
      await this.#queue.run(orderKey(event), () => whileRedisReturns(() => this.#dispatch(event)));
    } catch (error) {
      const legId = 'legId' in event ? event.legId : undefined;
      const about = { kind: event.kind, legId, switchId: event.switchId };
      if (isMadeGood(error))
        this.#deps.logger.warn({ ...about, reason: describeError(error) }, 'event left to the next owner');
      else this.#deps.logger.error({ ...about, err: error }, 'event handling failed');
    }
  }

  async #dispatch(event: SwitchEvent): Promise<void> {
    switch (event.kind) {
      case 'registered':
        return this.#onRegistered(event);
      case 'unregistered':
        return this.#onUnregistered(event);
      case 'parked':
        return this.#onParked(event);
      case 'answered':
        return this.#withCall(
          event,
          (call) => this.#onAnswered(call, event),
          (supervision) => supervision.onAnswered(event),
        );
      case 'bridged':
        return this.#withCall(event, (call) => this.#onBridged(call, event));
      case 'unbridged':
        return;
      case 'hung-up':
        return this.#withCall(
          event,
          (call) => this.#onHungUp(call, event),
          (supervision) => supervision.onHungUp(event),
        );
      case 'digit':
        return this.#withCall(event, (call) => this.#onDigit(call, event.digit));
      case 'play-finished':
        return this.#withCall(event, (call) => this.#deps.rooms.ivr.onPlayed(call, event.playId));
      case 'recording-finished':
        return this.#withCall(event, (call) => this.#onRecordingFinished(call, event));
    }
  }

  /** @param atHisEar what becomes of a supervisor's leg that is no call's; it is one's when he has taken the caller over. */
  async #withCall(
    event: LegEvent,
    react: (call: LiveCall) => Promise<void>,
    atHisEar?: (supervision: SupervisionService) => Promise<void>,
  ): Promise<void> {
    const call = await this.#deps.calls.findByLeg(event.legId);
    if (call) await react(call);
    else if (event.tag?.role === 'supervisor') await atHisEar?.(this.#deps.rooms.supervision);
  }

  async #onParked(event: EventOf<'parked'>): Promise<void> {
    if (event.facts.direction !== 'inbound' || event.tag?.callId) return;
    await this.#deps.rooms.arrivals.accept(event.switchId, event.legId, event.facts);
  }

  /** A key of somebody who waits is for his queue, any other for the flow. */
  async #onDigit(call: LiveCall, digit: string): Promise<void> {
    if (call.state === 'queued' || call.state === 'offered')
      return this.#deps.rooms.waiting.onKey(call, digit);
    await this.#deps.rooms.ivr.onDigit(call, digit);
  }

  async #onBridged(call: LiveCall, event: EventOf<'bridged'>): Promise<void> {
    const { supervision, talkStart } = this.#deps.rooms;
    await talkStart.onBridged(call, event.legId);
    if (event.tag?.role === 'agent' && event.tag.agentId) await supervision.onTalk(event.tag.agentId);
  }

  async #onRecordingFinished(call: LiveCall, event: EventOf<'recording-finished'>): Promise<void> {
    const { ivr, recording } = this.#deps.rooms;
    if (await recording.onFinished(call, event)) return;
    await ivr.onRecordingFinished(call, event.recordingId, event.ms);
  }

  async #onAnswered(call: LiveCall, event: EventOf<'answered'>): Promise<void> {
    if (event.tag?.stands) return this.#deps.rooms.acd.onStanding(call, event.tag, offerOfLeg(event.legId));
    await this.#deps.events.append({ type: 'leg.answered', callId: call.callId, legId: event.legId });
    // Known to the caller by then: he is not told who serves him again.
    if (event.legId === call.awayLegId && !isColleagueAway(call))
      await this.#deps.rooms.talkStart.isKnown(call, event.legId);
    if (await this.#deps.rooms.away.onAnswered(call, event.legId)) return;
    if (isCalledByCampaign(call)) return this.#deps.rooms.callee.onAnswered(call);
    // One that is handed over rings agents like any other call.
    if (call.direction !== 'inbound' && call.callbackId === null && call.state === 'dialing') {
      if (event.legId === call.agentLegId) return this.#deps.rooms.outbound.onAgentAnswered(call);
      if (event.legId === call.customerLegId) return this.#deps.rooms.outbound.onCustomerAnswered(call);
      return;
    }
    if (call.direction === 'internal') return this.#onLateInternal(call, event);
    if (isFar(call, event)) return this.#onFarAnswered(call, event);
    if (call.callbackId !== null && event.legId === call.customerLegId)
      return this.#deps.rooms.outbound.onCustomerAnswered(call);
    if (event.legId !== call.customerLegId && event.tag) {
      await this.#deps.rooms.acd.onAnswered(call, event.tag, offerOfLeg(event.legId));
    }
  }

  /** A leg that was to bring somebody back into a call between colleagues, and is not wanted any more. */
  async #onLateInternal(call: LiveCall, { legId }: EventOf<'answered'>): Promise<void> {
    if (call.state !== 'ended' && (legId === call.agentLegId || legId === call.customerLegId)) return;
    await this.#deps.rooms.ending.hangUpLeg(call, legId);
  }

  async #onHungUp(call: LiveCall, event: EventOf<'hung-up'>): Promise<void> {
    const sipStatus = event.sipStatus === undefined ? {} : { sipStatus: event.sipStatus };
    // Sent first, and not waited for: an agent who hangs up is free for the next caller.
    const told = this.#deps.events.append({
      type: 'leg.ended',
      callId: call.callId,
      legId: event.legId,
      data: { cause: event.cause, by: event.by, ...sipStatus },
    });
    await Promise.all([told, call.state === 'ended' ? undefined : this.#afterLeg(call, event)]);
  }

  async #afterLeg(call: LiveCall, event: EventOf<'hung-up'>): Promise<void> {
    if (event.legId === call.customerLegId) return this.#onCustomerGone(call, event);
    if (isFar(call, event)) return this.#onFarGone(call, event);
    await this.#onAgentLegGone(call, event);
  }

  async #onCustomerGone(call: LiveCall, event: EventOf<'hung-up'>): Promise<void> {
    const { away, outbound } = this.#deps.rooms;
    if (call.direction === 'internal') {
      if (call.state === 'dialing' || event.by === 'party') return outbound.onColleagueGone(call, event);
      return away.onLegGone(call, event.cause, call.farParty?.agentId ?? null);
    }
    if (call.state === 'dialing') return outbound.onCustomerFailed(call, event);
    this.#deps.rooms.callee.onGone(call);
    await this.#deps.rooms.ivr.onHungUp(call);
    await this.#deps.rooms.ending.end(call, { by: 'customer', cause: event.cause });
  }

  async #onFarAnswered(call: LiveCall, event: EventOf<'answered'>): Promise<void> {
    const { consult, dialOn } = this.#deps.rooms;
    if (event.legId === call.farParty?.legId) {
      if (call.state === 'consulting') return consult.onFarAnswered(call);
      if (call.state === 'connecting') return dialOn.onFarAnswered(call);
      if (call.state === 'connected') return;
    }
    // Nobody wants it any more.
    await this.#deps.rooms.ending.hangUpLeg(call, event.legId);
  }

  async #onFarGone(call: LiveCall, event: EventOf<'hung-up'>): Promise<void> {
    if (event.legId !== call.farParty?.legId) return;
    const { consult, dialOn } = this.#deps.rooms;
    if (call.state === 'consulting') return consult.onFarGone(call, event);
    await dialOn.onFarGone(call, event.cause, event.sipStatus);
  }

  async #onAgentLegGone(call: LiveCall, event: EventOf<'hung-up'>): Promise<void> {
    if (call.state === 'offered' && event.tag?.agentId) {
      const offer = { offerId: offerOfLeg(event.legId), callId: call.callId, agentId: event.tag.agentId };
      return this.#deps.rooms.acd.lose(offer, lostRing(event));
    }
    if (event.legId !== call.agentLegId) return;
    // Before they heard each other there was no talk to end: somebody else is to serve the caller.
    if (event.by === 'party' && wasNeverHeard(call)) {
      await this.#deps.rooms.acd.agentLost(call, event.cause, true);
      return;
    }
    // Who closes his phone over a caller on hold has not said goodbye to him.
    if (call.state === 'consulting' && event.by === 'party')
      return this.#deps.rooms.away.giveUp(call, event.cause);
    if (event.by === 'party' && (await this.#deps.rooms.flowReturn.afterTalk(call))) return;
    if (call.state === 'dialing' || event.by === 'party') {
      return this.#deps.rooms.ending.end(call, { by: 'agent', cause: event.cause });
    }
    await this.#deps.rooms.away.onLegGone(call, event.cause);
  }

  async #onUnregistered(event: EventOf<'unregistered'>): Promise<void> {
    const { acd, away, consult, outbound } = this.#deps.rooms;
    const found = await acd.onUnregistered(event.sipUser, event.switchId);
    if (!found) return;
    const { call, agentId } = found;
    await this.#queue.run(call.callId, async () => {
      const now = await this.#deps.calls.get(call.callId);
      if (!now) return;
      const isRung = now.state === 'dialing';
      if (isRung && (await outbound.leave(now, agentId, 'SUBSCRIBER_ABSENT'))) return;
      if (now.direction !== 'internal' && (await consult.onUnreachable(now, agentId))) return;
      if (now.agentId === agentId || isAsked(now, agentId))
        await away.onUnreachable(now, agentId, event.reason);
    });
  }

  async #onRegistered({ sipUser, switchId }: EventOf<'registered'>): Promise<void> {
    await this.#deps.rooms.acd.onRegistered(sipUser, switchId);
    await this.#deps.rooms.away.onRegistered(sipUser);
  }
}

/**
 * Both legs of a call are tagged with its id, and an arriving leg's id becomes the id of its call: one key, one order.
 * Registrations are ordered per account.
 */
function orderKey(event: SwitchEvent): string {
  if (event.kind === 'registered' || event.kind === 'unregistered') return event.sipUser;
  return event.tag?.callId ?? event.legId;
}

/** The switch is no longer ours: whoever owns it next, we perhaps, finds in its snapshot what the event told. */
const isMadeGood = (error: unknown): boolean =>
  error instanceof OperationalError && (error.code === 'lease-lost' || error.code === 'switch-unavailable');

/** Whom the agent or the flow has called for the caller; a colleague's leg is an agent's by its tag. */
const isFar = (call: LiveCall, { legId, tag }: LegEvent): boolean =>
  tag?.role === 'far-party' || legId === call.farParty?.legId;
