import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { QueueVersionView } from '../../server/contract/queue-versions';

/** The queue configuration as it was applied; the highest number holds. Never changed, never removed. */
@Entity('queue_versions')
@Check('queue_versions_version_check', `version >= 1`)
@Check('queue_versions_hash_check', `hash ~ '^[0-9a-f]{64}$'`)
@Check('queue_versions_origin_check', `origin IN ('seed', 'migrated', 'applied', 'rollback')`)
export class QueueVersionRow {
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  yaml!: string;

  /** SHA-256 of the YAML. */
  @Column('text')
  hash!: string;

  @Column('text')
  origin!: QueueVersionView['origin'];

  @Column('integer', { nullable: true })
  rolledBackTo!: number | null;

  @CreateDateColumn({ type: 'timestamptz' })
  appliedAt!: Date;

  @Column('text')
  appliedBy!: string;

  @Column('text')
  why!: string;
}
