import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { createDatabase, type Database } from '../../db';
import { callId } from '../../server/contract/ids';
import type { FreeEvent } from '../../server/events/event-stream';
import { FileInventory } from '../../server/recordings/file-inventory';
import type { RetentionRules } from '../../server/recordings/kept-recordings';
import { RecordingDesk } from '../../server/recordings/recording-desk';
import { RecordingFiles } from '../../server/recordings/recording-files';
import { RecordingUpkeep } from '../../server/recordings/recording-upkeep';
import { aCallId, eventsOf, lives } from './call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from './postgres';
import { makeTemporaryDirectory } from './temporary-directory';
import { wavBytes } from './wav';

export const FROM = 1_763_800_000_000;
const DAY_MS = 86_400_000;
const logger = pino({ level: 'silent' });
/** What is on disk unless a test says otherwise: a second of sound in stereo. */
export const SOUND = wavBytes({ channels: 2, frames: 8000 }, (frame) => (frame * 7919) % 30_000);

interface RecordedCall {
  readonly isTold?: boolean;
  readonly isOver?: boolean;
  /** null: it has no file. */
  readonly sound?: Buffer | null;
}

/** Files of recordings on a real disk, their rows in a real PostgreSQL, and a clock that a test moves. */
export class RecordingBench {
  readonly #temporary = makeTemporaryDirectory();
  readonly directory = join(this.#temporary.path, 'recordings');
  readonly files = new RecordingFiles([this.directory]);
  readonly told: FreeEvent[] = [];
  readonly unknown: number[] = [];
  now = FROM;
  rules: RetentionRules = [];
  readonly events = {
    append: (event: FreeEvent): Promise<void> => {
      this.told.push(event);
      return Promise.resolve();
    },
  };
  #postgres!: TestPostgres;
  #address!: TestAddress;
  database!: Database;

  async open(): Promise<void> {
    this.#postgres = await startTestPostgres();
    this.#address = await this.#postgres.freshDatabase();
    this.database = await createDatabase({ address: this.#address, logger });
    await this.database.migrate();
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.#postgres.stop();
    this.#temporary.remove();
  }

  async clear(): Promise<void> {
    await this.sql('TRUNCATE calls, call_legs, call_events, recordings, recording_log');
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory);
    this.now = FROM + 3_600_000;
    this.rules = [
      { kind: 'talk', of: 'general', days: 30 },
      { kind: 'message', of: 'town', days: 10 },
    ];
    this.told.length = 0;
    this.unknown.length = 0;
  }

  sql(text: string): Promise<unknown> {
    return this.#postgres.run(this.#address.database, text);
  }

  upkeep(over: Partial<ConstructorParameters<typeof RecordingUpkeep>[0]> = {}): RecordingUpkeep {
    const { files, events } = this;
    const now = () => new Date(this.now);
    const rules = () => this.rules;
    return new RecordingUpkeep({
      ...{ rows: this.database.recordings, files, events, now, rules, logger },
      ...over,
    });
  }

  desk(): RecordingDesk {
    const { recordings: rows, callHistory: calls } = this.database;
    const { events } = this;
    const now = () => new Date(this.now);
    const finishDeletion: ConstructorParameters<typeof RecordingDesk>[0]['finishDeletion'] = (marked) =>
      this.upkeep().finishDeletion(marked);
    return new RecordingDesk({ rows, calls, events, now, finishDeletion });
  }

  takeInventory(): Promise<void> {
    const { files } = this;
    return new FileInventory({
      ...{ rows: this.database.recordings, files, logger },
      now: () => new Date(this.now),
      onUnknown: (count) => this.unknown.push(count),
    }).take();
  }

  /** A call of the queue 'general' that was recorded, as its events tell; with its file. */
  async recorded(
    n: number,
    { isTold = true, isOver = true, sound = SOUND }: RecordedCall = {},
  ): Promise<string> {
    const recordingId = randomUUID();
    const data = { recordingId, by: 'rule' };
    const steps = lives['answered'] ?? [];
    const end = steps.findIndex(([type]) => type === 'call.ended');
    await this.database.projector.apply(
      eventsOf(aCallId(n), FROM, [
        ...steps.slice(0, end),
        ['call.recording-started', { data }],
        ...(isOver ? steps.slice(end) : []),
        ...(isTold ? [['call.recording-finished', { data: { recordingId, ms: 1000 } }] as const] : []),
      ]),
    );
    if (sound !== null) this.write(recordingId, sound);
    return recordingId;
  }

  /** A message somebody left in the flow of the pack 'town'. @param ms null: he hung up over it */
  async left(n: number, ms: number | null = 1000, pack = 'town'): Promise<string> {
    const messageId = randomUUID();
    const [start, ...rest] = lives['self-served'] ?? [];
    const data = { node: 'say', pack, messageId, ...(ms === null ? { hungUp: true } : { ms }) };
    await this.database.projector.apply(
      eventsOf(aCallId(n), FROM, [...(start ? [start] : []), ['ivr.message-recorded', { data }], ...rest]),
    );
    this.write(messageId);
    return messageId;
  }

  write(recordingId: string, sound = SOUND): void {
    writeFileSync(this.pathOf(recordingId), sound);
  }

  pathOf(recordingId: string): string {
    return join(this.directory, `${recordingId}.wav`);
  }

  days(count: number): void {
    this.now = FROM + count * DAY_MS;
  }

  row(n: number, recordingId: string) {
    return this.database.recordings.get(callId(aCallId(n)), recordingId);
  }

  /** As its call shows it. */
  async view(n: number) {
    return (await this.database.callHistory.get(callId(aCallId(n))))?.recordings[0];
  }

  async log() {
    return (await this.database.recordings.log({ page: 1, pageSize: 50 })).items;
  }
}
