import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One change of customer data. Rows are added and never changed: the table refuses everything else. */
@Entity('changes')
@Index(['entity', 'entityId', 'changeId'])
@Index(['at'])
@Index(['importId'], { where: 'import_id IS NOT NULL' })
@Index(['undoes'], { where: 'undoes IS NOT NULL' })
export class Change {
  /** Grows in the order of the changes; PostgreSQL's bigint comes as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  changeId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** Agent number, login, or the name of an API key. */
  @Column('text')
  who!: string;

  @Column('text', { default: '' })
  why!: string;

  /** 'customer', 'directory-entry', … */
  @Column('text')
  entity!: string;

  @Column('text')
  entityId!: string;

  /** null: it did not exist. */
  @Column('jsonb', { nullable: true })
  before!: Record<string, unknown> | null;

  /** null: it was removed. */
  @Column('jsonb', { nullable: true })
  after!: Record<string, unknown> | null;

  /** The import it was part of. */
  @Column('uuid', { nullable: true })
  importId!: string | null;

  /** The change it took back. */
  @Column('bigint', { nullable: true })
  undoes!: string | null;
}
