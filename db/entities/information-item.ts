import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { InformationItemView } from '../../server/contract/crm';

/** A piece of information callers choose by its category number. */
@Entity('information_items')
@Index(['category', 'createdAt'])
@Index(['topic', 'category'])
@Check('information_items_category_check', `category ~ '^[0-9]{3}$'`)
@Check('information_items_class_check', `class IN ('public', 'charged', 'confidential')`)
@Check('information_items_price_check', `price >= 0 AND (class = 'charged') = (price > 0)`)
export class InformationItem {
  @PrimaryGeneratedColumn('uuid')
  itemId!: string;

  @Column('text')
  category!: string;

  /** Code: 'booking', 'securities', … */
  @Column('text')
  topic!: string;

  @Column('text')
  class!: InformationItemView['class'];

  @Column('jsonb')
  titles!: InformationItemView['titles'];

  @Column('jsonb')
  texts!: InformationItemView['texts'];

  /** In fen. */
  @Column('integer', { default: 0 })
  price!: number;

  @Column('jsonb')
  titleSounds!: InformationItemView['titleSounds'];

  @Column('jsonb')
  sounds!: InformationItemView['sounds'];

  @Column('text', { nullable: true })
  faxDocument!: string | null;

  @Column('date', { nullable: true })
  validFrom!: string | null;

  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
