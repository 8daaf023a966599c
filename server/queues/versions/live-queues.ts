import type { CompiledQueues, QueueSettings } from '../../acd/queue-settings';
import type { QueueConfig } from '../../contract/queue-config';
import type { QueueVersion } from '../../contract/queue-versions';
import { UnexpectedError } from '../../errors';

interface Held {
  readonly version: QueueVersion;
  readonly config: QueueConfig;
  readonly compiled: CompiledQueues;
  readonly settings: ReadonlyMap<string, QueueSettings>;
}

/** The queue configuration that holds on this server. Ask it anew each time: it changes while calls are in progress. */
export class LiveQueues {
  #held: Held | null = null;

  get version(): QueueVersion {
    return this.#now.version;
  }

  get config(): QueueConfig {
    return this.#now.config;
  }

  get compiled(): CompiledQueues {
    return this.#now.compiled;
  }

  settingsOf(queueId: string): QueueSettings | undefined {
    return this.#now.settings.get(queueId);
  }

  queueIds(): readonly string[] {
    return this.config.queues.map(({ queueId }) => queueId);
  }

  hold(version: QueueVersion, config: QueueConfig, compiled: CompiledQueues): void {
    const settings = new Map<string, QueueSettings>(compiled.queues.map((each) => [each.queueId, each]));
    this.#held = { version, config, compiled, settings };
  }

  get #now(): Held {
    if (this.#held === null)
      throw new UnexpectedError('broken-invariant', 'The queues were asked for before they were opened.');
    return this.#held;
  }
}
