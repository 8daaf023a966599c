import { createHash } from 'node:crypto';
import type { QueuesAsLive } from '../../acd/acd-store';
import { compileQueues } from '../../acd/compile-queues';
import type { CompiledQueues } from '../../acd/queue-settings';
import { describeFault, faultsError } from '../../config/yaml-source';
import type { QueueConfig } from '../../contract/queue-config';
import { REPLAY_MOST_CALLS, type QueueReplay } from '../../contract/queue-replay';
import type {
  QueueApplied,
  QueueChange,
  QueueCheck,
  QueueDrift,
  QueuePlan,
  QueueVersion,
  QueueVersionView,
} from '../../contract/queue-versions';
import type { Page } from '../../contract/rest';
import { describeError, OperationalError, UserError } from '../../errors';
import type { EventStream } from '../../events/event-stream';
import type { Logger } from '../../logging';
import { checkQueueConfig, type CheckedQueueConfig, type QueueSurroundings } from '../check-queue-config';
import { diffQueueConfigs } from '../diff/diff-queue-config';
import { driftOf } from '../drift';
import { replay } from '../replay/replay';
import type { ReplaySource } from '../replay/recorded';
import { eligibility } from '../eligibility';
import { effectsOf, type LiveFigures } from './effects';
import { LiveQueues } from './live-queues';
import type { NewQueueVersion, QueueVersionStore } from './queue-version-store';

interface QueueVersionsDeps {
  readonly store: QueueVersionStore;
  /** The live ACD: takes lanes and settings over as a whole; waiting calls keep their places. */
  readonly applyLive: (compiled: CompiledQueues) => Promise<void>;
  readonly readLive: () => Promise<QueuesAsLive>;
  readonly figures: () => Promise<LiveFigures>;
  readonly recorded: ReplaySource;
  /** Agents and packs of this centre. */
  readonly surroundings: () => Promise<QueueSurroundings>;
  readonly events: Pick<EventStream, 'append'>;
  readonly logger: Logger;
}

export interface QueueEdit {
  readonly by: string;
  readonly why: string;
  /** The version the plan was made against. */
  readonly basedOn: number;
}

const FILE = 'queues.yaml';

/**
 * Versions of the queue configuration. The store is the truth, and what is stored goes live after that: on this server at
 * once, on the others by the event `queues.applied`, on all of them by a look now and then in case anything was lost.
 */
export class QueueVersions {
  readonly #deps: QueueVersionsDeps;
  readonly #live = new LiveQueues();
  #refreshing: Promise<void> = Promise.resolve();

  constructor(deps: QueueVersionsDeps) {
    this.#deps = deps;
  }

  /** What holds now; it follows every version that goes live. */
  get live(): LiveQueues {
    return this.#live;
  }

  /**
   * Stores the seed when nothing is stored yet, and makes the newest version live.
   * @throws UserError 'validation-failed' when what is stored cannot be read
   */
  async open(seedYaml: string): Promise<void> {
    const { store } = this.#deps;
    if ((await store.newest()) === null) {
      readable({ yaml: seedYaml, version: 1 });
      const why = 'came with the product';
      // Another server that starts may be first.
      await store.add(draft(seedYaml, { origin: 'seed', by: 'system', why }), 0);
    }
    await this.#makeLive();
  }

  /** What the version that holds has come to lack (an agent, a queue a pack leads to) is logged; it holds all the same. */
  async tellFaults(): Promise<void> {
    const { version, yaml } = this.#live.version;
    const lacks = (await this.#checkHere(yaml)).faults.map(describeFault);
    if (lacks.length > 0)
      this.#deps.logger.warn({ version, lacks }, 'the queue configuration that holds has faults');
  }

  /** Makes the newest version live, if it is not yet; two at once are one after the other. */
  refresh(): Promise<void> {
    const next = this.#refreshing.then(async () => {
      const newest = await this.#deps.store.newest();
      if (newest !== null && newest.version !== this.#live.version.version) await this.#makeLive();
    });
    this.#refreshing = next.catch(() => undefined);
    return next;
  }

  history(page: { readonly page: number; readonly pageSize: number }): Promise<Page<QueueVersionView>> {
    return this.#deps.store.history(page);
  }

  /** @throws UserError 'not-found' */
  async get(version: number): Promise<QueueVersion> {
    const stored = await this.#deps.store.get(version);
    if (stored === null) throw new UserError('not-found', `There is no version ${version} of the queues.`);
    return stored;
  }

  /** The version that holds. */
  present(): Promise<QueueVersion> {
    return newestOf(this.#deps.store);
  }

  async check(yaml: string): Promise<QueueCheck> {
    const { config, faults, warnings } = await this.#checkHere(yaml);
    return {
      faults: [...faults],
      warnings: [...warnings],
      eligibility: config === null ? [] : eligibility(config),
    };
  }

  /**
   * What applying it would change, and whom it concerns now. Nothing is changed.
   * @throws UserError 'validation-failed' with every fault
   */
  async plan(yaml: string): Promise<QueuePlan> {
    const { config, warnings } = await this.#sound(yaml);
    const present = await this.present();
    const before = readable(present);
    return {
      basedOn: present.version,
      warnings: [...warnings],
      changes: diffQueueConfigs(before, config),
      effects: effectsOf(before, config, await this.#deps.figures()),
    };
  }

  /** @throws UserError 'not-found' */
  async diff(from: number, to: number): Promise<QueueChange[]> {
    return diffQueueConfigs(readable(await this.get(from)), readable(await this.get(to)));
  }

  /**
   * What recorded calls would have met under this configuration, beside the one that holds and what happened.
   * @throws UserError 'validation-failed' with every fault, or for more calls than can be replayed at once
   */
  async replay(yaml: string, { from, until }: { from: number; until: number }): Promise<QueueReplay> {
    const { config: changed } = await this.#sound(yaml);
    const present = await this.present();
    const recorded = await this.#deps.recorded.recorded(from, until, REPLAY_MOST_CALLS + 1);
    if (recorded.calls.length > REPLAY_MOST_CALLS)
      throw new UserError('validation-failed', `More than ${REPLAY_MOST_CALLS} calls: take a shorter time.`);
    return { version: present.version, ...replay(recorded, { present: readable(present), changed }) };
  }

  /** Where what is live differs from what the version that holds says. */
  async drift(): Promise<QueueDrift> {
    const present = await this.present();
    const compiled = compileQueues(readable(present));
    return { version: present.version, differences: driftOf(compiled, await this.#deps.readLive()) };
  }

  /**
   * @throws UserError 'validation-failed' with every fault; 'conflict' when somebody applied another version since the
   * plan, with what he changed
   */
  async apply(yaml: string, edit: QueueEdit): Promise<QueueApplied> {
    await this.#sound(yaml);
    return this.#add(draft(yaml, { ...edit, origin: 'applied' }), edit);
  }

  /** An older version's content as the next version. @throws as apply; 'not-found'; 'conflict' for the one that holds */
  async rollback(version: number, edit: QueueEdit): Promise<QueueApplied> {
    const { yaml, isActive } = await this.get(version);
    if (isActive) throw new UserError('conflict', `Version ${version} of the queues is the one that holds.`);
    await this.#sound(yaml);
    return this.#add({ ...draft(yaml, { ...edit, origin: 'rollback' }), rolledBackTo: version }, edit);
  }

  async #add(version: NewQueueVersion, { basedOn, by, why }: QueueEdit): Promise<QueueApplied> {
    const { store, events, logger } = this.#deps;
    const stored = await store.add(version, basedOn);
    if (stored === 'outdated') throw await this.#outdated(basedOn);
    const { origin, version: number } = stored;
    const isLive = await this.#tryRefresh(number);
    // Stored: the other servers find it by themselves when they cannot be told.
    await events
      .append({ type: 'queues.applied', data: { version: number, origin, by, why } })
      .catch((err: unknown) => logger.warn({ err }, 'the other servers were not told of new queues'));
    logger.info({ version: number, origin, by, isLive }, 'queues applied');
    return { ...stored, isLive };
  }

  async #tryRefresh(version: number): Promise<boolean> {
    try {
      await this.refresh();
      return this.#live.version.version >= version;
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      this.#deps.logger.warn({ version, reason: describeError(error) }, 'new queues go live later');
      return false;
    }
  }

  async #outdated(basedOn: number): Promise<UserError> {
    const present = await this.present();
    const before = await this.#deps.store.get(basedOn);
    const changes = before === null ? [] : diffQueueConfigs(readable(before), readable(present));
    const lines = changes.map(({ text }) => text);
    const what = lines.length === 0 ? '' : `\n${lines.join('\n')}`;
    return new UserError(
      'conflict',
      `Plan again: version ${present.version} was applied by ${present.appliedBy} since (${present.why}).${what}`,
      { details: { present: present.version, changes: lines } },
    );
  }

  /** Alone, so that no server puts an older version over a newer one. */
  async #makeLive(): Promise<void> {
    await this.#deps.store.alone(async (newest) => {
      const compiled = compileQueues(readable(newest));
      await this.#deps.applyLive(compiled);
      this.#live.hold(newest, readable(newest), compiled);
    });
  }

  async #checkHere(yaml: string): Promise<CheckedQueueConfig> {
    return checkQueueConfig(yaml, FILE, await this.#deps.surroundings());
  }

  async #sound(yaml: string): Promise<CheckedQueueConfig & { readonly config: QueueConfig }> {
    const checked = await this.#checkHere(yaml);
    const { config } = checked;
    if (config === null) throw faultsError('The queues cannot be used', checked.faults);
    return { ...checked, config };
  }
}

async function newestOf(store: QueueVersionStore): Promise<QueueVersion> {
  const newest = await store.newest();
  if (newest === null) throw new UserError('not-found', 'There is no queue configuration yet.');
  return newest;
}

/** Only what the text alone tells: an agent who is gone since must not take all queues away. */
function readable({ yaml, version }: Pick<QueueVersion, 'yaml' | 'version'>): QueueConfig {
  const { config, faults } = checkQueueConfig(yaml, FILE);
  if (config === null) throw faultsError(`Version ${version} of the queues cannot be read`, faults);
  return config;
}

const draft = (
  yaml: string,
  { origin, by, why }: Pick<QueueEdit, 'by' | 'why'> & Pick<NewQueueVersion, 'origin'>,
): NewQueueVersion => ({
  yaml,
  hash: createHash('sha256').update(yaml).digest('hex'),
  origin,
  rolledBackTo: null,
  appliedBy: by,
  why,
});
