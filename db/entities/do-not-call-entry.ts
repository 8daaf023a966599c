import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Whom no campaign calls. */
@Entity('do_not_call')
@Check('do_not_call_kind_check', `kind IN ('number', 'prefix', 'customer')`)
@Index('do_not_call_value_idx', ['kind', 'value'])
export class DoNotCallEntry {
  @PrimaryColumn('uuid')
  entryId!: string;

  @Column('text')
  kind!: 'number' | 'prefix' | 'customer';

  /** Of a number: its key, as contacts have it. */
  @Column('text')
  value!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
