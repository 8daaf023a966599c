import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from 'typeorm';
import type { ApprovalRuleId } from '../../server/contract/approval';
import type { Fault, ImportView } from '../../server/contract/maintenance';

/** A table that somebody brought in: tried first, then done as a whole. */
@Entity('imports')
@Index(['createdAt'])
@Check('imports_existing_check', `existing IN ('update', 'refuse')`)
@Check('imports_state_check', `state IN ('checked', 'faulty', 'done', 'undone')`)
@Check(
  'imports_four_eyes_check',
  `state NOT IN ('done', 'undone') OR cardinality(rules) = 0 OR committed_by <> who`,
)
export class Import {
  @PrimaryGeneratedColumn('uuid')
  importId!: string;

  @Column('text')
  tableName!: ImportView['table'];

  @Column('text')
  fileName!: string;

  @Column('text')
  existing!: ImportView['existing'];

  @Column('text')
  state!: ImportView['state'];

  @Column('text')
  encoding!: string;

  @Column('text')
  delimiter!: string;

  @Column('integer', { default: 0 })
  rows!: number;

  @Column('integer', { default: 0 })
  created!: number;

  @Column('integer', { default: 0 })
  changed!: number;

  @Column('integer', { default: 0 })
  unchanged!: number;

  @Column('integer', { default: 0 })
  faultCount!: number;

  @Column('jsonb', { default: [] })
  faults!: Fault[];

  @Column('text')
  who!: string;

  @Column('text')
  why!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** Those it fell under: somebody else does it. */
  @Column('text', { array: true, default: '{}' })
  rules!: ApprovalRuleId[];

  @Column('text', { nullable: true })
  committedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  committedAt!: Date | null;
}

/** The file of an import, in pieces, until the import is done. */
@Entity('import_parts')
export class ImportPart {
  @PrimaryColumn('uuid')
  importId!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('bytea')
  bytes!: Buffer;

  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id', referencedColumnName: 'importId' })
  import?: Import;
}
