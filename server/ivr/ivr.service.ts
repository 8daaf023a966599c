import type { CallStore, EventDraft, LiveCall } from '../calls/call-store';
import { unlessGone, type Switches } from '../calls/switches';
import type { CallId, QueueId } from '../contract/ids';
import type { Logger } from '../logging';
import type { Pack } from './flow';
import { initialState, type FlowAction, type FlowInput, type FlowState } from './flow-state';
import type { Language } from './flow-terms';
import { step } from './interpreter';
import { soundItem } from './speech';

/** Where a call goes when the flow lets go of it; other rooms. */
export interface IvrExits {
  readonly toQueue: (callId: CallId, queueId: QueueId, topic: string | null) => Promise<void>;
  readonly hangUp: (call: LiveCall) => Promise<void>;
}

interface IvrDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  /** The pack that serves this access number. */
  readonly packFor: (dialedNumber: string) => Pack;
  readonly exits: IvrExits;
  readonly logger: Logger;
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
    return this.#deps.packFor(dialedNumber).languages.default;
  }

  async start(call: LiveCall): Promise<void> {
    const pack = this.#deps.packFor(call.dialedNumber);
    await this.#run(call, pack, initialState(pack.languages.default), {
      kind: 'start',
      callerNumber: call.callerNumber,
      dialedNumber: call.dialedNumber,
      language: call.language,
    });
  }

  async onDigit(call: LiveCall, digit: string): Promise<void> {
    await this.#continue(call, { kind: 'digit', digit });
  }

  async onPlayed(call: LiveCall, playId: string): Promise<void> {
    const own = `${call.callId}.`;
    if (playId.startsWith(own))
      await this.#continue(call, { kind: 'played', playId: playId.slice(own.length) });
  }

  /** Begins the present node again, or the whole flow when the claim was all that had happened. */
  async resume(call: LiveCall): Promise<void> {
    if (call.ivrState === null) return this.start(call);
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.stopPlaying(call.customerLegId));
    await this.#continue(call, { kind: 'resume' });
  }

  async #continue(call: LiveCall, input: FlowInput): Promise<void> {
    if (call.state !== 'in-ivr' || call.ivrState === null) return;
    const state = JSON.parse(call.ivrState) as FlowState;
    await this.#run(call, this.#deps.packFor(call.dialedNumber), state, input);
  }

  async #run(call: LiveCall, pack: Pack, before: FlowState, input: FlowInput): Promise<void> {
    const { state, actions } = step(pack, before, input);
    const stored = await this.#deps.calls.patch(
      call.callId,
      { ivrState: JSON.stringify(state), language: state.language },
      actions.flatMap(eventOf),
    );
    if (stored === 'gone') return;
    for (const action of actions) await this.#carryOut(call, action);
  }

  async #carryOut(call: LiveCall, action: FlowAction): Promise<void> {
    const target = this.#deps.switches.of(call.switchId);
    switch (action.kind) {
      case 'answer':
        return unlessGone(target.answer(call.customerLegId));
      case 'play':
        return unlessGone(
          target.play(call.customerLegId, `${call.callId}.${action.playId}`, action.items.map(soundItem)),
        );
      case 'stop-playing':
        return unlessGone(target.stopPlaying(call.customerLegId));
      case 'queue':
        return this.#deps.exits.toQueue(call.callId, action.queueId, action.topic ?? null);
      case 'hangup':
        return this.#deps.exits.hangUp(call);
      case 'note':
        return;
    }
  }
}

function eventOf(action: FlowAction): EventDraft[] {
  return action.kind === 'note' ? [{ type: action.name, data: action.data }] : [];
}
