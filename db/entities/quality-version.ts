import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Score cards and sampling rules as they were applied; the highest number holds. Never changed, never removed. */
@Entity('quality_versions')
@Check('quality_versions_version_check', `version >= 1`)
export class QualityVersionRow {
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  yaml!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  appliedAt!: Date;

  @Column('text')
  appliedBy!: string;

  @Column('text')
  why!: string;
}
