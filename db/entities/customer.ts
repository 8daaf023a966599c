import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CustomerSummary } from '../../server/contract/rest';

/** Somebody we have a contract or contact with. */
@Entity('customers')
@Unique(['contractNumber'])
@Index(['nameKey', 'customerId'])
@Index(['createdAt', 'customerId'])
@Index('customers_kind_name_key_idx', { synchronize: false })
@Index('customers_kind_created_at_idx', { synchronize: false })
@Index('customers_terms_idx', { synchronize: false })
@Index('customers_name_idx', { synchronize: false })
@Index('customers_kind_name_idx', { synchronize: false })
@Index('customers_found_idx', { synchronize: false })
@Check('customers_kind_check', `kind IN ('person', 'company', 'key-account')`)
export class Customer {
  @PrimaryGeneratedColumn('uuid')
  customerId!: string;

  @Column('text')
  name!: string;

  /** The name in lower-case letters, pinyin for Chinese: what lists are sorted by. */
  @Column({ type: 'text', collation: 'C', default: '' })
  nameKey!: string;

  /** What the name is found by (server/crm/name-terms.ts). */
  @Column('tsvector', { select: false, default: '' })
  terms!: string;

  @Column('text')
  kind!: CustomerSummary['kind'];

  /** The main one; all of them are in `contracts`. */
  @Column('text', { nullable: true })
  contractNumber!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { default: '' })
  notes!: string;

  /** Grows by one at every change of this row: a change of an older picture is refused. */
  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
