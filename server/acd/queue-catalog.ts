import type { QueueSettings } from './acd-store';

/** The lasting queue configuration. */
export interface QueueCatalog {
  list(): Promise<readonly QueueSettings[]>;
}
