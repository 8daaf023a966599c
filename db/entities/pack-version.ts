import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PackVersionView } from '../../server/contract/packs';

/** The texts of a pack as they were served from `applied_at` to `replaced_at`. Never changed, never removed. */
@Entity('pack_versions')
@Index(['packId'], { unique: true, where: 'replaced_at IS NULL' })
@Check('pack_versions_origin_check', `origin IN ('seed', 'applied', 'rollback')`)
@Check('pack_versions_version_check', `version >= 1`)
export class PackVersion {
  @PrimaryColumn('text')
  packId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  packYaml!: string;

  @Column('text', { nullable: true })
  workOrdersYaml!: string | null;

  @Column('text')
  origin!: PackVersionView['origin'];

  @Column('integer', { nullable: true })
  rolledBackTo!: number | null;

  @CreateDateColumn({ type: 'timestamptz' })
  appliedAt!: Date;

  @Column('text')
  appliedBy!: string;

  @Column('text')
  why!: string;

  /** null: served to new calls. */
  @Column('timestamptz', { nullable: true })
  replacedAt!: Date | null;
}
