import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { CustomerSummary } from '../../server/contract/rest';
import { User } from './user';

/** Somebody we have a contract or contact with. */
@Entity('customers')
@Unique(['contractNumber'])
@Index(['nameKey', 'customerId'])
@Index(['createdAt', 'customerId'])
@Index(['ownerId'], { where: 'owner_id IS NOT NULL' })
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

  /** The agent who looks after this customer, by his number. */
  @Column('text', { nullable: true })
  ownerId!: string | null;

  @ManyToOne(() => User, { onDelete: 'SET NULL', onUpdate: 'CASCADE' })
  @JoinColumn({ name: 'owner_id', referencedColumnName: 'agentId' })
  owner?: User;

  /** Grows by one at every change of this row: a change of an older picture is refused. */
  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
