import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkPack, readPackFiles } from './check-pack';
import { MADE_SOUNDS, ownSoundsDir, promptsOf } from './compose-sounds';
import type { Env } from './config/env';
import { drawGraph } from './connectors/draw-graph';
import type { EventStream } from './events/event-stream';
import { followVersions } from './follow-versions';
import type { Route } from './http';
import { packRoutes } from './http/routes/pack-routes';
import { flowGraph } from './ivr/flow-graph';
import type { PackCatalog } from './ivr/pack-catalog';
import type { ServiceSpec } from './ivr/services';
import type { PackStore, StoredPack } from './ivr/versions/pack-store';
import { PackVersions, type PackSeed } from './ivr/versions/pack-versions';
import type { Logger } from './logging';
import type { SoundLibrary } from './sounds/sound-library';
import type { OrderConfig } from './tickets/order-config';
import { parseOrderConfig } from './tickets/parse-order-config';

const PACKS = join(__dirname, 'ivr', 'packs');
/** Serves the numbers that no pack lists. */
const DEFAULT_PACK = '1000';

export interface PacksInput {
  readonly env: Env;
  readonly store: PackStore;
  readonly events: Pick<EventStream, 'append' | 'follow'>;
  /** Queues there are now. */
  readonly queues: () => readonly string[];
  /** What flows may ask. */
  readonly services: readonly ServiceSpec[];
  /** Types of work orders of the packs that are served, from now on; the first pack's are the default. */
  readonly useOrderTypes: (configs: ReadonlyMap<string, OrderConfig>) => void;
  /** Speaks prompts without a recording; built after the packs, whose prompts it lists. */
  readonly library: () => Pick<SoundLibrary, 'speakMissing'>;
  readonly logger: Logger;
}

export interface PacksRoom {
  readonly catalog: PackCatalog;
  readonly routes: readonly Route[];
  /** Follows what other servers apply, from now on. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

/** @throws UserError 'validation-failed' with every fault of packs that are to be served for the first time */
export async function composePacks(input: PacksInput): Promise<PacksRoom> {
  const { env, store, events, queues, services, logger } = input;
  const soundsDirectories = [ownSoundsDir(env), MADE_SOUNDS];
  const versions = new PackVersions({
    store,
    events,
    check: (files, { checksSounds, directory }) =>
      checkPack(
        files,
        { queues: queues(), services, ...(checksSounds ? { soundsDirectories } : {}) },
        directory,
      ),
    speakMissing: (pack, change) => input.library().speakMissing(promptsOf(pack), change),
    onServed: (served) => input.useOrderTypes(orderTypes(served, logger)),
    defaultPack: DEFAULT_PACK,
    now: Date.now,
    logger,
  });
  await versions.open(seeds());
  return {
    catalog: versions.catalog,
    routes: packRoutes({
      list: () => versions.list(),
      history: (packId, page) => versions.history(packId, page),
      get: (packId, version) => versions.get(packId, version),
      check: (packId, files) => versions.check(packId, files),
      plan: (packId, files) => versions.plan(packId, files),
      apply: (packId, files, change) => versions.apply(packId, files, change),
      rollback: (packId, version, change) => versions.rollback(packId, version, change),
      draw: async (packId, { version, language }) =>
        drawGraph(flowGraph(await versions.pack(packId, version), language)),
      drawDraft: async (files, language) => drawGraph(flowGraph(versions.draft(files), language)),
    }),
    start: () => followVersions({ events, type: 'pack.applied', refresh: () => versions.refresh(), logger }),
  };
}

/** Every directory of packs is one. */
const seeds = (): PackSeed[] =>
  readdirSync(PACKS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const directory = join(PACKS, name);
      return { files: readPackFiles(directory), directory: relative(process.cwd(), directory) };
    });

function orderTypes(served: readonly StoredPack[], logger: Logger): ReadonlyMap<string, OrderConfig> {
  const first = (packId: string): number => (packId === DEFAULT_PACK ? 0 : 1);
  const configs = [...served]
    .sort((a, b) => first(a.packId) - first(b.packId))
    .flatMap(({ packId, version, files }) => {
      if (files.workOrders === null) return [];
      const { config, faults } = parseOrderConfig(files.workOrders, 'work-orders.yaml');
      if (config !== null) return [[packId, config] as const];
      logger.error({ packId, version, faults: faults.length }, 'stored work orders cannot be read any more');
      return [];
    });
  return new Map(configs);
}
