import type { CallPatch, CallStore, EventDraft, LiveCall } from '../calls/call-store';
import { unlessGone, type Switches } from '../calls/switches';
import type { CallId, QueueId } from '../contract/ids';
import type { Logger } from '../logging';
import type { Pack } from './flow';
import {
  initialState,
  leavingReasons,
  type DialOutcome,
  type FlowAction,
  type FlowInput,
  type FlowState,
  type Question,
} from './flow-state';
import type { Language } from './flow-terms';
import { step } from './interpreter';
import { packFor, type PackCatalog } from './pack-catalog';
import type { Questions } from './questions';
import { soundsOf } from './speech';
import { packOfStored, restoreState, storeState, type StateBox } from './stored-state';

/** Where a call goes when the flow lets go of it; other rooms. */
export interface IvrExits {
  readonly toQueue: (
    callId: CallId,
    queueId: QueueId,
    wish: { readonly topic: string | null; readonly atMostMs: number | null },
  ) => Promise<void>;
  /**
   * Connects the caller with somebody else; `IvrService.onDialed` must be told how it went. Asked again with the same
   * `requestId` after a crash, it dials once.
   */
  readonly toNumber: (call: LiveCall, number: string, requestId: string) => Promise<void>;
  readonly hangUp: (call: LiveCall) => Promise<void>;
}

interface IvrDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly packs: PackCatalog;
  readonly questions: Questions;
  readonly exits: IvrExits;
  /** Seals what callers typed. */
  readonly box: StateBox;
  /** Runs a task in the order of its call's events, so that an answer never overtakes a hang-up. */
  readonly inOrder: (callId: CallId, task: () => Promise<void>) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Not of the pack: the queue gives the caller back, and the flow goes on at the node that had handed him over. Its variable
 * `why` is a LeavingReason.
 */
export const LEFT_QUEUE = 'left-queue';

function entryInput(entry: string, variables: Readonly<Record<string, string>>): FlowInput {
  if (entry !== LEFT_QUEUE) return { kind: 'enter', entry, variables };
  const why = leavingReasons.find((reason) => reason === variables['why']) ?? 'key';
  return { kind: 'left-queue', why };
}

/**
 * Runs the interpreter for a call: the new state is stored before anything is heard, so that after a crash
 * another server begins the same node again.
 */
export class IvrService {
  readonly #deps: IvrDeps;

  constructor(deps: IvrDeps) {
    this.#deps = deps;
  }

  defaultLanguage(dialedNumber: string): Language {
    return this.#deps.packs.forNumber(dialedNumber).languages.default;
  }

  async start(call: LiveCall): Promise<void> {
    const pack = packFor(this.#deps.packs, call);
    await this.#run(call, pack, initialState(pack, call.callId), {
      kind: 'start',
      callerNumber: call.callerNumber,
      dialedNumber: call.dialedNumber,
      language: call.language,
    });
  }

  /** Whether a call can be put back into its flow at this place. */
  hasEntry(call: LiveCall, entry: string): boolean {
    if (entry === LEFT_QUEUE) return call.ivrState !== null;
    return Object.hasOwn(this.#packOf(call).flow.entries, entry);
  }

  /**
   * Puts a call back into the flow: after a talk, or to hear something an agent found for him. The call must be
   * 'in-ivr' by then, its leg parked. False when its pack has no such entry: nothing was done.
   */
  async enter(
    call: LiveCall,
    entry: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    if (!this.hasEntry(call, entry)) return false;
    const pack = this.#packOf(call);
    const before = this.#stateOf(call, pack) ?? {
      ...initialState(pack, call.callId),
      language: call.language,
      variables: { callerNumber: call.callerNumber, dialedNumber: call.dialedNumber },
    };
    await this.#run(call, pack, before, entryInput(entry, variables), { entry: null });
    return true;
  }

  async onDigit(call: LiveCall, digit: string): Promise<void> {
    await this.#continue(call, { kind: 'digit', digit });
  }

  async onPlayed(call: LiveCall, playId: string): Promise<void> {
    const own = `${call.callId}.`;
    if (playId.startsWith(own))
      await this.#continue(call, { kind: 'played', playId: playId.slice(own.length) });
  }

  /** A recording on the caller's leg ended, one of the flow's or not. */
  async onRecordingFinished(call: LiveCall, recordingId: string, ms: number): Promise<void> {
    await this.#continue(call, { kind: 'recorded', messageId: recordingId, ms });
  }

  /** How `exits.toNumber` went. Unless it is 'connected' the call must be 'in-ivr' again, its leg parked. */
  async onDialed(call: LiveCall, outcome: DialOutcome): Promise<void> {
    const pack = this.#packOf(call);
    const state = this.#stateOf(call, pack);
    if (state?.dialing == null) return;
    await this.#run(call, pack, state, { kind: 'dialed', requestId: state.dialing.requestId, outcome });
  }

  /** The caller is gone; to be told before the call is ended, so that what he left behind is noted. */
  async onHungUp(call: LiveCall): Promise<void> {
    if (call.state === 'in-ivr' || call.state === 'connecting') await this.#step(call, { kind: 'hangup' });
  }

  /** Begins the present node again, or the whole flow when the claim was all that had happened. */
  async resume(call: LiveCall): Promise<void> {
    const pack = this.#packOf(call);
    const state = this.#stateOf(call, pack);
    if (state === null) return this.start(call);
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.stopPlaying(call.customerLegId));
    await this.#continue(call, { kind: 'resume' });
  }

  #packOf(call: LiveCall): Pack {
    const { packs } = this.#deps;
    const begun = call.ivrState === null ? null : packOfStored(call.ivrState);
    return (begun && packs.version(begun.id, begun.version)) ?? packFor(packs, call);
  }

  #stateOf(call: LiveCall, pack: Pack): FlowState | null {
    return call.ivrState === null ? null : restoreState(call.ivrState, this.#deps.box, pack);
  }

  async #continue(call: LiveCall, input: FlowInput): Promise<void> {
    if (call.state === 'in-ivr') await this.#step(call, input);
  }

  async #step(call: LiveCall, input: FlowInput): Promise<void> {
    const pack = this.#packOf(call);
    const state = this.#stateOf(call, pack);
    if (state !== null) await this.#run(call, pack, state, input);
  }

  async #run(
    call: LiveCall,
    pack: Pack,
    before: FlowState,
    input: FlowInput,
    patch: CallPatch = {},
  ): Promise<void> {
    const { state, actions } = step(pack, before, input);
    const stored = await this.#deps.calls.patch(
      call.callId,
      { ...patch, ivrState: storeState(state, this.#deps.box), language: state.language },
      actions.flatMap(eventOf),
    );
    if (stored === 'gone') return;
    for (const action of inOneGo(actions)) await this.#carryOut(call, state, action);
  }

  async #carryOut(call: LiveCall, state: FlowState, action: Step): Promise<void> {
    const { exits, switches } = this.#deps;
    const target = switches.of(call.switchId);
    const leg = call.customerLegId;
    switch (action.kind) {
      case 'answer':
        return unlessGone(target.answer(leg));
      case 'play':
        return this.#play(call, state, action);
      case 'stop-playing':
        return unlessGone(target.stopPlaying(leg));
      case 'sensitive':
        return unlessGone(target.setSensitiveKeys(leg, action.on));
      case 'ask':
        // Not awaited: a slow system must keep neither the caller's keys nor his hang-up waiting.
        void this.#ask(call, state, action);
        return;
      case 'dial':
        return exits.toNumber(call, action.number, action.requestId);
      case 'record':
        return unlessGone(
          target.startRecording(leg, { recordingId: action.messageId, maxS: action.maxSeconds }),
        );
      case 'stop-recording':
        return unlessGone(target.stopRecording(leg, action.messageId));
      case 'queue':
        return exits.toQueue(call.callId, action.queueId, {
          ...{ topic: action.topic ?? null, atMostMs: action.atMostMs ?? null },
        });
      case 'hangup':
        return exits.hangUp(call);
      case 'note':
        return;
    }
  }

  async #play(call: LiveCall, state: FlowState, { playId, items, replace = false }: Play): Promise<void> {
    const { sounds, unspeakable } = soundsOf(state.packId, items);
    if (unspeakable.length > 0) {
      const { callId } = call;
      this.#deps.logger.error({ callId, node: state.node, unspeakable }, 'a value cannot be spoken');
    }
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.play(call.customerLegId, `${call.callId}.${playId}`, sounds, { replace }));
  }

  async #ask(call: LiveCall, state: FlowState, question: Question): Promise<void> {
    const { callId } = call;
    const { questions, inOrder, calls, logger } = this.#deps;
    try {
      const answer = await questions.ask(requestOf(call, state, question), question.timeoutMs);
      await inOrder(callId, async () => {
        const now = await calls.get(callId);
        if (now === null) return;
        await this.#continue(now, { kind: 'answered', requestId: question.requestId, answer });
      });
    } catch (error) {
      logger.error({ callId, service: question.service, err: error }, 'an answer was lost');
    }
  }
}

function requestOf(call: LiveCall, state: FlowState, { requestId, service, inputs, secrets }: Question) {
  const typed = Object.entries(secrets).map(([input, name]) => [input, state.secrets[name] ?? '']);
  return {
    service,
    requestId: `${call.callId}.${requestId}`,
    callId: call.callId,
    callerNumber: call.callerNumber,
    dialedNumber: call.dialedNumber,
    customerId: call.customerId,
    language: state.language,
    packId: state.packId,
    inputs: { ...inputs, ...(Object.fromEntries(typed) as Record<string, string>) },
    verified: state.verified,
    messages: state.messages,
  };
}

type Play = Extract<FlowAction, { kind: 'play' }> & { readonly replace?: boolean };
/** An action as it is carried out: a play may put an end to what plays by itself. */
type Step = Exclude<FlowAction, { kind: 'play' }> | Play;

/**
 * A step that stops one prompt and plays another tells the switch both at once: the caller hears the next one from the
 * switch's next packet on. That the keys to come are secret may be told while the old one goes on.
 */
function inOneGo(actions: readonly FlowAction[]): readonly Step[] {
  const told = actions.filter(({ kind }) => kind !== 'note');
  const [stop, ...rest] = told;
  const [play, between] = [rest.at(-1), rest.slice(0, -1)];
  if (stop?.kind !== 'stop-playing' || play?.kind !== 'play') return told;
  if (between.some(({ kind }) => kind !== 'sensitive')) return told;
  return [...between, { ...play, replace: true }];
}

function eventOf(action: FlowAction): EventDraft[] {
  return action.kind === 'note' ? [{ type: action.name, data: action.data }] : [];
}
