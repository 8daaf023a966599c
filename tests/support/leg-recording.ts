/** A whole call recorded as the server records one, and what is to be heard in it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { recordingFileName } from '../../server/calls/switch';
import { startRecording } from '../../server/esl/commands';
import { askEventSocket } from '../../server/parts/freeswitch';
import type { Centre } from './centre';
import { eventually } from './eventually';
import { shareOfTone } from './tone';
import { wavChannels } from './wav-channels';

const PER_MS = 8;
/** Both sides, 16 bit. */
const BYTES_PER_MS = PER_MS * 4;
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
const KEY_MS = 40;
const PIECE_MS = 200;

/** From and to, Unix ms. */
export type Span = readonly [from: number, to: number];

export class LegRecording {
  private constructor(
    private readonly file: string,
    private readonly startedAt: number,
  ) {}

  /** Begins on a leg of a call in progress. */
  static async start(centre: Centre, legId: string): Promise<LegRecording> {
    const directory = join(centre.dir, 'recordings');
    mkdirSync(directory, { recursive: true });
    const recordingId = randomUUID();
    const file = join(directory, recordingFileName(recordingId));
    const commands = startRecording(legId, { recordingId, stereo: true, live: false, maxS: 300 }, file);
    const before = Date.now();
    const answers = await askEventSocket(
      centre.esl,
      commands.map(([command = '']) => command.replace(/^api /, '')),
    );
    if (answers.some((answer) => answer.startsWith('-ERR')))
      throw new Error(`Not recorded: ${answers.join(' ')}`);
    return new LegRecording(file, (before + Date.now()) / 2);
  }

  /** So much more of the call is in the file: what the switch has not written yet would be masked, too. */
  async goesOn(ms: number): Promise<void> {
    const from = this.#bytes();
    await eventually('the recording goes on', () => this.#bytes() >= from + ms * BYTES_PER_MS);
  }

  /** Loudest sample of a time, both sides. */
  loudest([from, to]: Span): number {
    return Math.max(0, ...this.#sides().flatMap((side) => [...this.#part(side, from, to)].map(Math.abs)));
  }

  /** How much of what the leg said in that time is this note, 0 to 1; a lost packet breaks a fifth of a second. */
  said(hertz: number, [from, to]: Span): number {
    const [side] = this.#sides();
    const shares: number[] = [];
    for (let at = from; at + PIECE_MS <= to; at += PIECE_MS)
      shares.push(shareOfTone(this.#part(side, at, at + PIECE_MS), 8000, hertz));
    return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  }

  /** Whether anything was to be heard by him who holds the leg. */
  heardAnything(): boolean {
    return this.#sides()[1]?.some((sample) => Math.abs(sample) > 0.05) ?? false;
  }

  /** Times, in ms of the file, at which a key can be heard on either side. */
  keysToBeHeard(): number[] {
    return this.#sides().flatMap((side) => {
      const times: number[] = [];
      for (let ms = 0; ms * PER_MS < side.length; ms += KEY_MS / 2)
        if (isKey(side.subarray(ms * PER_MS, (ms + KEY_MS) * PER_MS))) times.push(ms);
      return times;
    });
  }

  #part(side: Float32Array | undefined, from: number, to: number): Float32Array {
    const at = (time: number) => Math.max(0, Math.round((time - this.startedAt) * PER_MS));
    return side?.subarray(at(from), at(to)) ?? new Float32Array();
  }

  #sides(): Float32Array[] {
    return wavChannels(this.file);
  }

  #bytes(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }
}

/** A row and a column together, and little else. */
function isKey(samples: Float32Array): boolean {
  if (Math.max(...samples.map(Math.abs)) < 0.01) return false;
  const strongest = (hertz: readonly number[]) =>
    Math.max(...hertz.map((one) => shareOfTone(samples, 8000, one)));
  const [row, column] = [strongest(ROWS), strongest(COLUMNS)];
  return Math.min(row, column) > 0.2 && row + column > 0.8;
}
