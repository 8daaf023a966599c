import { join } from 'node:path';
import { recordingFileName, type RecordingRequest } from '../calls/switch';
import type { LegId } from '../contract/ids';
import { UnexpectedError } from '../errors';
import type { Logger } from '../logging';
import { plain } from './command-text';
import * as commands from './commands';
import type { Command } from './connection';
import { accepted, isRefusal } from './reply';
import { parseDump } from './snapshot';

interface RecordingsDeps {
  /** As the switch sees it; absolute. */
  readonly directory: string;
  readonly send: (command: Command) => Promise<string>;
  readonly sendAll: (list: readonly Command[]) => Promise<readonly string[]>;
  readonly logger: Logger;
}

/** Recordings of legs, and keys that are to leave no trace. What runs is written on the leg, not kept here. */
export class Recordings {
  readonly #deps: RecordingsDeps;

  constructor(deps: RecordingsDeps) {
    if (/[!'"@{}[\]$\\]/.test(plain(deps.directory, 'recordings directory'))) {
      throw new UnexpectedError('broken-invariant', 'Bad recordings directory');
    }
    this.#deps = deps;
  }

  async start(legId: LegId, recording: RecordingRequest): Promise<void> {
    const { recordingId, stereo = false, live = false, maxS } = recording;
    const mark = await this.#deps.send(commands.recordingMark(legId, recordingId));
    accepted(mark, 'start recording');
    // Begun before, and perhaps over: a second start would write over it.
    if (mark.trim() === 'true') return;
    const replies = await this.#deps.sendAll(
      commands.startRecording(legId, { recordingId, stereo, live, maxS }, this.#file(recordingId)),
    );
    for (const reply of replies) accepted(reply, 'start recording');
  }

  async stop(legId: LegId, recordingId: string): Promise<void> {
    const reply = await this.#deps.send(commands.stopRecording(legId, this.#file(recordingId)));
    if (isNoLeg(reply)) accepted(reply, 'stop recording');
  }

  async mask(legId: LegId, isMasked: boolean): Promise<void> {
    const dump = await this.#deps.send(commands.dump(legId));
    accepted(dump, 'mask recording');
    const ids = commands.markedRecordings(parseDump(dump)?.variableNames ?? []);
    const replies = await this.#deps.sendAll(
      ids.map((id) => commands.maskRecording(legId, this.#file(id), isMasked)),
    );
    // One that is over cannot be masked any more, and need not be.
    for (const reply of replies) if (isNoLeg(reply)) accepted(reply, 'mask recording');
  }

  /**
   * The channel variable sensitive_dtmf is of no use: it also drops the DTMF event (switch_channel.c:673), and a
   * level set for one leg can only add lines (switch_log.c:587). So the level of the whole log is lowered to where
   * no key is written, and stays there.
   */
  async sensitiveKeys(legId: LegId, on: boolean): Promise<void> {
    await this.mask(legId, on);
    if (!on) return;
    const level = Number(/\[(\d+)\]/.exec(await this.#deps.send(commands.logLevel()))?.[1]);
    if (!(level > commands.KEYLESS_LOG_LEVEL)) return;
    accepted(await this.#deps.send(commands.setLogLevel(commands.KEYLESS_LOG_LEVEL)), 'lower log level');
    this.#deps.logger.warn({ level }, 'log level of the switch lowered to notice: it would show secret keys');
  }

  #file(recordingId: string): string {
    return join(this.#deps.directory, recordingFileName(recordingId));
  }
}

const isNoLeg = (reply: string): boolean => isRefusal(reply) && /locate session|No such channel/.test(reply);
