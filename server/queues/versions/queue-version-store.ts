/** The lasting versions of the queue configuration: one row after the other, never changed; the newest holds. */
import type { QueueVersion, QueueVersionView } from '../../contract/queue-versions';
import type { Page } from '../../contract/rest';

export interface NewQueueVersion {
  readonly yaml: string;
  /** SHA-256 of the YAML, in hex. */
  readonly hash: string;
  readonly origin: QueueVersionView['origin'];
  /** Of a rollback: the version whose content this is. */
  readonly rolledBackTo: number | null;
  readonly appliedBy: string;
  readonly why: string;
}

export interface QueueVersionStore {
  /** The version after `basedOn` (0: the first), when that is still the newest. Of two at once one is 'outdated'. */
  add(version: NewQueueVersion, basedOn: number): Promise<QueueVersion | 'outdated'>;
  newest(): Promise<QueueVersion | null>;
  get(version: number): Promise<QueueVersion | null>;
  /** Newest first. */
  history(page: { readonly page: number; readonly pageSize: number }): Promise<Page<QueueVersionView>>;
  /** Does something with the newest version while no other server does, and no newer one can be added. */
  alone(work: (newest: QueueVersion) => Promise<void>): Promise<void>;
}
