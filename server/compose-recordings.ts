import type { Registry } from 'prom-client';
import type { Database } from '../db';
import type { Env } from './config/env';
import { recordingStoreOf } from './recording-store-of';
import { keptRecordingRoutes } from './http/routes/kept-recording-routes';
import { talkPlaybackRoutes } from './http/routes/talk-playback-routes';
import type { Route } from './http';
import type { Logger } from './logging';
import { unknownRecordingsGauge } from './metrics';
import { every } from './periodic';
import type { PackCatalog } from './ivr/pack-catalog';
import type { LiveQueues } from './queues/versions/live-queues';
import { FileInventory } from './recordings/file-inventory';
import type { KeptRecordings, RetentionRules } from './recordings/kept-recordings';
import { RecordingDesk } from './recordings/recording-desk';
import { RecordingFiles } from './recordings/recording-files';
import { RecordingKeys } from './recordings/recording-keys';
import { RecordingJobs } from './recordings/recording-jobs';
import { RecordingUpkeep } from './recordings/recording-upkeep';
import { TalkPlayback } from './recordings/talk-playback';
import type { RedisStores } from './redis';
import type { Resources } from './resources';
import type { LastingJobs } from './scheduling/lasting-jobs';

/** A closed recording has its sum and its picture this much later, and one that is over its time is gone. */
const ROUND_MS = 10_000;

export interface RecordingsInput {
  readonly env: Env;
  readonly resources: Resources;
  readonly database: Pick<Database, 'recordings' | 'callHistory'>;
  readonly events: RedisStores['events'];
  readonly queues: LiveQueues;
  readonly packs: Pick<PackCatalog, 'current'>;
  readonly jobs: LastingJobs;
  readonly metrics: Registry;
  readonly logger: Logger;
}

export interface RecordingsRoom {
  readonly routes: readonly Route[];
  start(): () => Promise<void>;
}

/** What becomes of recordings once the switch has closed them, and who may hear them. */
export function composeRecordings(input: RecordingsInput): RecordingsRoom {
  const { env, resources, database, events, jobs, metrics, logger } = input;
  const { recordings: rows, callHistory: calls } = database;
  const keys = new RecordingKeys(env.RECORDING_KEYS);
  const files = new RecordingFiles(
    resources.switches.map(({ recordingsDir }) => recordingsDir),
    keys,
    recordingStoreOf(env),
  );
  const now = (): Date => new Date();
  const upkeep = new RecordingUpkeep({
    ...{ rows, files, events, now, logger },
    rules: () => retentionRules(input),
  });
  const inventory = new FileInventory({
    rows,
    files,
    now,
    logger,
    onUnknown: unknownRecordingsGauge(metrics),
  });
  const jobsOfIt = new RecordingJobs({ upkeep, inventory, jobs, now: Date.now });
  jobsOfIt.declare();
  const desk = new RecordingDesk({
    ...{ rows, calls, events, now },
    finishDeletion: (marked) => upkeep.finishDeletion(marked),
  });
  return {
    routes: [
      ...talkPlaybackRoutes(
        new TalkPlayback({
          ...{ calls, rows, files, events },
          onFault: (fault) => logger.error(fault, 'a recording cannot be heard'),
        }),
      ),
      ...keptRecordingRoutes(desk),
    ],
    start: () => {
      void tellMissingKeys(rows, keys, logger);
      return every(ROUND_MS, 'recordings kept', () => jobsOfIt.plan(), logger);
    },
  };
}

/** Queues speak for talks, packs for messages; who says nothing has the centre's word. */
export function retentionRules({
  env,
  queues,
  packs,
}: Pick<RecordingsInput, 'queues' | 'packs'> & {
  readonly env: Pick<Env, 'DIALLED_RECORDING_DAYS' | 'MESSAGE_RECORDING_DAYS'>;
}): RetentionRules {
  const [talk, message] = [{ kind: 'talk' }, { kind: 'message' }] as const;
  const ofMessages = env.MESSAGE_RECORDING_DAYS ?? null;
  return [
    { ...talk, of: null, days: env.DIALLED_RECORDING_DAYS ?? null },
    ...queues.config.queues.map(({ queueId, recordingDays }) => ({
      ...talk,
      of: queueId,
      days: recordingDays,
    })),
    { ...message, of: null, days: ofMessages },
    ...packs.current().map(({ id, messageDays = ofMessages }) => ({ ...message, of: id, days: messageDays })),
  ];
}

/** Nobody hears what was sealed with a key that is gone; better it is said now than in court. */
async function tellMissingKeys(rows: KeptRecordings, keys: RecordingKeys, logger: Logger): Promise<void> {
  const inUse = await rows.keysInUse().catch(() => []);
  const missing = inUse.filter((id) => !keys.has(id));
  if (missing.length > 0) logger.error({ missing }, 'RECORDING_KEYS lacks keys of recordings that are kept');
}
