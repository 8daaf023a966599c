import type { CallEnding } from '../calls/call-ending';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { CampaignAttempt, MachineDetection } from '../calls/campaign-attempt';
import { unlessGone, type Switches } from '../calls/switches';
import type { CallId } from '../contract/ids';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import { afterVerdict, type AfterVerdict } from './amd/after-verdict';
import { followRecording } from './amd/follow-recording';
import { listenForMachine } from './amd/listen-for-machine';
import type { ListeningFiles } from './amd/listening-files';
import { MessageMomentEar } from './amd/message-moment';
import { defaultAmdSettings, notHeard, type Verdict } from './amd/verdict';
import type { AttemptStore } from './attempt-store';

export interface ListeningDeps {
  readonly attempts: Pick<AttemptStore, 'heard'>;
  readonly calls: Pick<CallStore, 'patch'>;
  readonly switches: Pick<Switches, 'of'>;
  readonly ending: Pick<CallEnding, 'end'>;
  readonly files: Pick<ListeningFiles, 'pathOf' | 'remove'>;
  /** Begins the flow at the entry that is written on the call; safe to repeat. */
  readonly enterFlow: (callId: CallId) => Promise<void>;
  /** Runs a task in the order of its call's events. */
  readonly inOrder: (callId: CallId, task: () => Promise<void>) => Promise<void>;
  /** Seconds a guard gives us to renew it. */
  readonly fallbackS: number;
  readonly logger: Logger;
}

/** What the switch is behind with its file, and a little. */
const LATE_MS = 700;
/** A person hears the flow at the latest so long after he has answered. */
const LISTEN_MS = defaultAmdSettings.mostMs + LATE_MS;
/** A machine is waited for that long to come to its end. */
const MESSAGE_WITHIN_MS = 31_000;
const LONGEST_S = 45;
const POLL_MS = 60;

type ListenedCall = LiveCall & {
  readonly attempt: CampaignAttempt & { readonly detection: MachineDetection };
};

/** Its campaign wants to know who answers. */
export const isToBeListenedTo = (call: LiveCall): call is ListenedCall => call.attempt?.detection != null;

/**
 * Who answered a campaign's call? What he says is recorded, the recording is listened to while it is written, and the flow begins
 * with a person, or for a machine what the campaign wants. Nothing of the recording is kept. That he is listened to stands with the call:
 * whoever owns its switch after a gap lets the flow begin.
 */
export class Listening {
  readonly #deps: ListeningDeps;
  readonly #running = new Map<CallId, AbortController>();

  constructor(deps: ListeningDeps) {
    this.#deps = deps;
  }

  /** He has answered. Resolves when it has begun; what follows from what is heard comes by itself. */
  async begin(call: ListenedCall): Promise<void> {
    const { callId, attempt } = call;
    const stop = new AbortController();
    const isRecorded = await this.#record(call);
    this.#running.set(callId, stop);
    void this.#listen(call, isRecorded, stop.signal)
      .catch((error: unknown) => this.#report(callId, error))
      .finally(async () => {
        if (this.#running.get(callId) === stop) this.#running.delete(callId);
        await this.#deps.files.remove(attempt.attemptId);
      });
  }

  /** The callee is gone. */
  stop(callId: CallId): void {
    this.#running.get(callId)?.abort();
  }

  /** After a gap: whoever listened is gone, or what he hears counts no more. Safe to repeat. */
  async goOn(call: ListenedCall): Promise<void> {
    this.stop(call.callId);
    if (call.attempt.isMachine) await this.#letMachineHear(call);
    else await this.#act(call, notHeard);
    await this.#deps.files.remove(call.attempt.attemptId);
  }

  /** @returns false: the switch refuses, or he is gone */
  async #record({ switchId, customerLegId, attempt }: ListenedCall): Promise<boolean> {
    const target = this.#deps.switches.of(switchId);
    await unlessGone(target.armFallback(customerLegId, this.#deps.fallbackS));
    try {
      const wanted = { recordingId: attempt.attemptId, stereo: true, live: true, maxS: LONGEST_S };
      await target.startRecording(customerLegId, wanted);
      return true;
    } catch (error) {
      if (error instanceof OperationalError && error.code === 'switch-refused') return false;
      throw error;
    }
  }

  async #listen(call: ListenedCall, isRecorded: boolean, signal: AbortSignal): Promise<void> {
    const { callId, switchId, attempt } = call;
    const path = isRecorded ? this.#deps.files.pathOf(switchId, attempt.attemptId) : null;
    const verdict = path === null ? notHeard : await this.#verdict(call, path, signal);
    let then = null as AfterVerdict | null;
    await this.#deps.inOrder(callId, async () => {
      then = await this.#act(call, verdict);
    });
    if (then !== 'message' || path === null) return;
    const machine = { fromMs: verdict.atMs, hasBeeped: verdict.reason === 'beep' };
    const patience = { maxMs: MESSAGE_WITHIN_MS, pollMs: POLL_MS, signal };
    const moment = await followRecording(path, patience, (rate) => new MessageMomentEar(rate, machine));
    this.#deps.logger.info({ callId, moment }, 'a machine is spoken to');
    await this.#deps.inOrder(callId, () => this.#letMachineHear(call));
  }

  async #verdict({ callId }: ListenedCall, path: string, signal: AbortSignal): Promise<Verdict> {
    try {
      return await listenForMachine(path, { maxMs: LISTEN_MS, pollMs: POLL_MS, signal });
    } catch (error) {
      this.#deps.logger.error({ callId, err: error }, 'nobody can listen to who answered');
      return notHeard;
    }
  }

  /** @returns what follows; null: it is not ours to say any more */
  async #act(call: ListenedCall, verdict: Verdict): Promise<AfterVerdict | null> {
    const { callId, attempt } = call;
    const then = afterVerdict(verdict, attempt.detection);
    const heard = await this.#deps.attempts.heard({
      ...{ attempt, callId, verdict, goesOn: then !== 'flow' },
      entry: then === 'message' ? attempt.detection.machineHears : null,
    });
    if (heard !== 'heard') return null;
    if (then === 'flow') await this.#letHear(call);
    if (then === 'hang-up') await this.#hangUp(call);
    return then;
  }

  async #letMachineHear(call: ListenedCall): Promise<void> {
    if (call.attempt.detection.machineHears === null) return this.#hangUp(call);
    if ((await this.#deps.calls.patch(call.callId, { listeningAt: null }, [])) === 'gone') return;
    await this.#letHear(call);
  }

  /** Nothing he says to the flow is in the file. */
  async #letHear({ callId, switchId, customerLegId, attempt }: ListenedCall): Promise<void> {
    const { switches, enterFlow } = this.#deps;
    await unlessGone(switches.of(switchId).stopRecording(customerLegId, attempt.attemptId));
    await enterFlow(callId);
  }

  #hangUp(call: ListenedCall): Promise<void> {
    return this.#deps.ending.end(call, { by: 'system', cause: 'NORMAL_CLEARING' });
  }

  #report(callId: CallId, error: unknown): void {
    const { logger } = this.#deps;
    if (error instanceof OperationalError)
      logger.warn({ callId, reason: describeError(error) }, 'an answered call is left to the next owner');
    else logger.error({ callId, err: error }, 'an answered call was not listened to');
  }
}
