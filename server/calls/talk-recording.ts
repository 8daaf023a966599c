import type { AgentId, CallId } from '../contract/ids';
import type { RecordingRule } from '../contract/queue-config';
import { describeError, OperationalError, UserError } from '../errors';
import type { Logger } from '../logging';
import type { CallStore, LiveCall } from './call-store';
import { callWithCaller, ownCall } from './own-call';
import type { RecordingChange, RecordingFault, RecordingStarter, RecordingStore } from './recording-store';
import type { Switch, SwitchEvent } from './switch';
import { unlessGone, type Switches } from './switches';

export interface TalkRecordingDeps {
  readonly calls: CallStore;
  readonly recordings: RecordingStore;
  readonly switches: Switches;
  readonly newId: () => string;
  readonly ruleOf: (call: LiveCall) => RecordingRule;
  /** Somebody must look: a talk was not recorded that should have been. */
  readonly onFault: (fault: RecordingFault) => void;
  readonly logger: Logger;
}

type Finished = Omit<Extract<SwitchEvent, { readonly kind: 'recording-finished' }>, 'kind' | 'at'>;

/** The longest a switch records in one go. */
const LONGEST_S = 14_400;

/**
 * Talks on disk: the caller's leg in stereo, left what he says, right what he hears, in one file from the bridge with
 * the first agent to the end of the call. What is wanted stands with the call before the switch is told, and whoever
 * owns the switch after a gap tells it again. A recording that fails never costs a call.
 */
export class TalkRecording {
  readonly #deps: TalkRecordingDeps;

  constructor(deps: TalkRecordingDeps) {
    this.#deps = deps;
  }

  /** An agent hears this caller for the first time, so the rule of the queue they are in holds now. */
  async onTalk(call: LiveCall): Promise<void> {
    if (!call.agentId) return;
    const rule = this.#deps.ruleOf(call);
    if (isRunning(call)) {
      if (rule === 'off') await this.#follow(call, 'stopped', 'rule');
      else await this.endPause(call);
    } else if (rule === 'always') await this.#begin(call, call.agentId, 'rule');
  }

  /** Somebody else has the caller now: why it was paused is over, and he does not know of it. */
  async endPause(call: LiveCall): Promise<void> {
    if (call.recording?.state === 'paused') await this.#follow(call, 'on', 'next-agent');
  }

  /** He is in the flow again, which is not recorded; the script that put him there has said so. */
  async onFlow(call: LiveCall): Promise<void> {
    if (call.recording?.state === 'stopped') await this.goOn(call);
  }

  /** After a gap: what was asked of the switch may not have come to it. Safe to repeat. */
  async goOn(call: LiveCall): Promise<void> {
    if (call.recording === null) return;
    const { recordingId, state } = call.recording;
    if (state === 'failed') return;
    if (state !== 'stopped' && !(await this.#tellStart(call, recordingId))) return;
    await this.#quietly(call, () => tell(this.#target(call), call, state, recordingId));
  }

  /** @throws UserError not-found, call-ended, not-permitted, conflict */
  async start(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await callWithCaller(this.#deps.calls, agentId, callId);
    if (this.#deps.ruleOf(call) === 'off')
      throw new UserError('not-permitted', 'Talks of this queue are not recorded.');
    const begun = await this.#begin(call, agentId, 'agent');
    if (begun === 'not-allowed') throw new UserError('conflict', 'Only a conversation can be recorded.');
    if (begun === 'failed') throw new UserError('conflict', 'The recording could not be started.');
  }

  /** @throws UserError not-found, call-ended, not-permitted, conflict */
  async stop(agentId: AgentId, callId: CallId): Promise<void> {
    const call = await ownCall(this.#deps.calls, agentId, callId);
    if (this.#deps.ruleOf(call) === 'always')
      throw new UserError(
        'not-permitted',
        'All talks of this queue are recorded; a recording can be paused.',
      );
    await this.#ask(call, agentId, 'stopped', 'on');
  }

  /**
   * Silence is recorded from now on, and time goes on.
   * @throws UserError not-found, call-ended, not-permitted, conflict; OperationalError when the switch was not told: not paused then
   */
  async pause(agentId: AgentId, callId: CallId): Promise<void> {
    await this.#ask(await ownCall(this.#deps.calls, agentId, callId), agentId, 'paused', 'on');
  }

  /** @throws UserError not-found, call-ended, not-permitted, conflict; OperationalError when the switch was not told */
  async resume(agentId: AgentId, callId: CallId): Promise<void> {
    await this.#ask(await ownCall(this.#deps.calls, agentId, callId), agentId, 'on', 'paused');
  }

  /** A file is closed. @returns false when it is none of a talk */
  async onFinished(call: LiveCall, { recordingId, ms, withLeg, isBroken }: Finished): Promise<boolean> {
    const isPresent = call.recording?.recordingId === recordingId && isRunning(call);
    const brokeOff = isPresent && !withLeg && call.state !== 'ended';
    const fault = brokeOff || isBroken ? 'broken-off' : null;
    const result = await this.#deps.recordings.finish(call, recordingId, { ms, fault });
    if (result === 'failed') this.#report(call, recordingId, 'broken-off');
    return result !== 'unknown';
  }

  async #begin(
    call: LiveCall,
    agentId: AgentId,
    by: RecordingStarter,
  ): Promise<'recording' | 'not-allowed' | 'failed'> {
    const { recordings, newId } = this.#deps;
    const started = await recordings.start({ callId: call.callId, recordingId: newId(), agentId, by });
    if (started.kind === 'exists') return 'recording';
    if (started.kind !== 'started') return 'not-allowed';
    return (await this.#tellStart(call, started.recordingId)) ? 'recording' : 'failed';
  }

  /** @returns false when the switch records nothing, and it has been said */
  async #tellStart(call: LiveCall, recordingId: string): Promise<boolean> {
    const target = this.#target(call);
    try {
      await target.startRecording(call.customerLegId, { recordingId, stereo: true, maxS: LONGEST_S });
    } catch (error) {
      if (!isRefusal(error)) {
        this.#warn(call, error);
        return true;
      }
      const fault = 'not-started';
      const result = await this.#deps.recordings.finish(call, recordingId, { ms: 0, fault });
      // A caller who has just hung up is no fault.
      if (result === 'failed' && (await target.legExists(call.customerLegId)))
        this.#report(call, recordingId, fault);
      return false;
    }
    return true;
  }

  /** What an agent asks for; a switch that does not hear of it leaves everything as it was, and he is told. */
  async #ask(
    call: LiveCall,
    agentId: AgentId,
    to: 'on' | 'paused' | 'stopped',
    from: 'on' | 'paused',
  ): Promise<void> {
    const { callId } = call;
    const change = await this.#deps.recordings.change({ callId, agentId, to, by: 'agent' });
    mustHaveChanged(change, to);
    if (change.kind !== 'changed') return;
    try {
      await unlessGone(tell(this.#target(call), call, to, change.recordingId));
    } catch (error) {
      if (to !== 'stopped') await this.#deps.recordings.change({ callId, agentId, to: from, by: 'agent' });
      throw error;
    }
  }

  /** What follows from where the call goes; a switch that does not hear of it hears of it after the gap. */
  async #follow(call: LiveCall, to: 'on' | 'stopped', by: 'rule' | 'next-agent'): Promise<void> {
    const change = await this.#deps.recordings.change({ callId: call.callId, agentId: null, to, by });
    if (change.kind !== 'changed') return;
    await this.#quietly(call, () => tell(this.#target(call), call, to, change.recordingId));
  }

  async #quietly(call: LiveCall, command: () => Promise<void>): Promise<void> {
    try {
      await unlessGone(command());
    } catch (error) {
      this.#warn(call, error);
    }
  }

  #warn({ callId }: LiveCall, error: unknown): void {
    if (!(error instanceof OperationalError)) throw error;
    this.#deps.logger.warn(
      { callId, reason: describeError(error) },
      'the switch was not told of a recording yet',
    );
  }

  #report({ callId, switchId }: LiveCall, recordingId: string, fault: RecordingFault): void {
    this.#deps.logger.error({ callId, switchId, recordingId, fault }, 'a talk is not recorded');
    this.#deps.onFault(fault);
  }

  #target({ switchId }: LiveCall): Switch {
    return this.#deps.switches.of(switchId);
  }
}

const isRunning = ({ recording }: LiveCall): boolean =>
  recording?.state === 'on' || recording?.state === 'paused';

const isRefusal = (error: unknown): boolean =>
  error instanceof OperationalError && error.code === 'switch-refused';

function tell(
  target: Switch,
  { customerLegId }: LiveCall,
  state: 'on' | 'paused' | 'stopped',
  recordingId: string,
): Promise<void> {
  if (state === 'stopped') return target.stopRecording(customerLegId, recordingId);
  return state === 'paused' ? target.maskRecording(customerLegId) : target.unmaskRecording(customerLegId);
}

/** A second click on the same button is not an error. */
function mustHaveChanged({ kind }: RecordingChange, to: 'on' | 'paused' | 'stopped'): void {
  if (kind === 'changed' || kind === 'repeated') return;
  if (kind === 'gone') throw new UserError('call-ended', 'This call has ended.');
  if (kind === 'not-recording' && to === 'stopped') return;
  throw new UserError('conflict', 'This conversation is not being recorded.');
}
