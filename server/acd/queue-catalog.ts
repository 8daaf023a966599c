import type { QueueConfig } from '../contract/queue-config';

/** The lasting queue configuration. */
export interface QueueCatalog {
  config(): Promise<QueueConfig>;
}
