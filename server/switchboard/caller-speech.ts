import type { CallStore, LiveCall } from '../calls/call-store';
import { callWithCaller } from '../calls/own-call';
import type { SoundItem } from '../calls/switch';
import { unlessGone, type Switches } from '../calls/switches';
import type { AgentId, CallId } from '../contract/ids';
import type { SpeakRequest } from '../contract/rest';
import { UserError } from '../errors';
import type { FlowReturn } from './flow-return';

interface CallerSpeechDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly flowReturn: FlowReturn;
  /** "Your serial number is …" (31), or the digits alone. */
  readonly spoken: (call: LiveCall, request: SpeakRequest) => readonly SoundItem[];
}

/** The entry of a pack that speaks a number found by an agent, and offers to dial it. */
export const DIRECTORY_ENTRY = 'directory';

/** What an agent lets the machine say to his caller. */
export class CallerSpeech {
  readonly #deps: CallerSpeechDeps;

  constructor(deps: CallerSpeechDeps) {
    this.#deps = deps;
  }

  /** Heard by the caller alone, over the talk. @throws UserError not-found, not-permitted, call-ended, conflict */
  async speak(agentId: AgentId, callId: CallId, request: SpeakRequest): Promise<void> {
    const call = await callWithCaller(this.#deps.calls, agentId, callId);
    if (call.state !== 'talking') throw new UserError('conflict', 'You are not talking with the caller.');
    const target = this.#deps.switches.of(call.switchId);
    await unlessGone(target.announceOverSpeech(call.customerLegId, this.#deps.spoken(call, request)));
  }

  /** The caller is handed to the machine; the agent is done. @throws UserError as speak */
  async speakDirectory(agentId: AgentId, callId: CallId, number: string): Promise<void> {
    const before = await this.#deps.calls.get(callId);
    if (before?.state === 'in-ivr' && before.lastAgentId === agentId) return;
    const call = await callWithCaller(this.#deps.calls, agentId, callId);
    const digits = number.replace(/[^0-9]/g, '');
    if (digits === '') throw new UserError('validation-failed', 'That is not a phone number.');
    const done = await this.#deps.flowReturn.return(call, {
      name: DIRECTORY_ENTRY,
      variables: { directoryNumber: digits },
    });
    if (!done) throw new UserError('conflict', 'This caller cannot be handed to the machine now.');
  }
}
