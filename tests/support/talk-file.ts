/** The recording of a talk while it grows, and what is in it afterwards. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { recordingFileName } from '../../server/calls/switch';
import type { CallId } from '../../server/contract/ids';
import type { DomainEvent } from '../../server/contract/events';
import type { CallRoomsBench } from './call-rooms';
import { eventually } from './eventually';
import { shareOfTone } from './tone';
import { wavChannels } from './wav-channels';

const PER_MS = 8;
/** Both sides, 16 bit. */
const BYTES_PER_MS = PER_MS * 4;
const PIECE_MS = 200;

/** From and to, ms into the recording. */
export type Part = readonly [from: number, to: number];

export class TalkFile {
  private constructor(
    readonly recordingId: string,
    private readonly startedAt: number,
    private readonly file: string,
  ) {}

  /** Of a call whose talk is recorded by now. */
  static async of(bench: CallRoomsBench, callId: CallId): Promise<TalkFile> {
    const recording = await eventually('the talk is recorded', async () => {
      const now = (await bench.call(callId))?.recording;
      return now?.state === 'on' ? now : null;
    });
    const file = join(bench.under.recordingsDir, recordingFileName(recording.recordingId));
    const talk = new TalkFile(recording.recordingId, recording.startedAt, file);
    await eventually('there is a file', () => talk.bytes() > 0);
    return talk;
  }

  /** What happens until this much more is in the file. @returns which part of it that is */
  async goesOn(ms: number): Promise<Part> {
    const [from, bytes] = [Date.now() - this.startedAt, this.bytes()];
    await eventually('the recording goes on', () => this.bytes() >= bytes + ms * BYTES_PER_MS);
    return [from, Date.now() - this.startedAt];
  }

  get ms(): number {
    return (this.channels()[0]?.length ?? 0) / PER_MS;
  }

  /** How much of the middle of that part is this note, 0 to 1. */
  share(side: 'left' | 'right', hertz: number, part: Part): number {
    return shareOfTone(this.middle(side, part), PER_MS * 1000, hertz);
  }

  /** Whether this note is anywhere in it. */
  holds(side: 'left' | 'right', hertz: number): boolean {
    const starts = Array.from({ length: Math.floor(this.ms / PIECE_MS) }, (_, at) => at * PIECE_MS);
    return starts.some((from) => this.share(side, hertz, [from, from + PIECE_MS]) > 0.5);
  }

  loudest(side: 'left' | 'right', part: Part): number {
    return Math.max(...this.middle(side, part).map(Math.abs));
  }

  private middle(side: 'left' | 'right', [from, to]: Part): Float32Array {
    const samples = this.channels()[side === 'left' ? 0 : 1] ?? new Float32Array();
    const start = Math.round((from + to - PIECE_MS) / 2) * PER_MS;
    return samples.subarray(start, start + PIECE_MS * PER_MS);
  }

  private bytes(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }

  private channels(): Float32Array[] {
    return wavChannels(this.file);
  }
}

export const filesOf = (bench: CallRoomsBench): readonly string[] => readdirSync(bench.under.recordingsDir);

/** What was said of a call's recordings. */
export async function recordingEvents(
  bench: CallRoomsBench,
  callId: CallId,
): Promise<readonly DomainEvent[]> {
  const all = await bench.stores.events.readAfter('0-0', 10_000);
  return all.filter((event) => event.callId === callId && event.type.startsWith('call.recording'));
}
