import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A number that is told to whoever asks for it (114). */
@Entity('directory_entries')
@Index(['nameKey', 'entryId'])
@Index(['category', 'nameKey'])
@Index(['digits'])
@Index('directory_entries_key_idx', { synchronize: false })
@Index('directory_entries_listed_idx', { synchronize: false })
@Index('directory_entries_listed_category_idx', { synchronize: false })
@Index('directory_entries_terms_idx', { synchronize: false })
@Index('directory_entries_pieces_idx', { synchronize: false })
export class DirectoryEntry {
  @PrimaryGeneratedColumn('uuid')
  entryId!: string;

  @Column('text')
  name!: string;

  /** The name in lower-case letters, pinyin for Chinese: what lists are sorted by. */
  @Column({ type: 'text', collation: 'C' })
  nameKey!: string;

  /** What the name is found by (server/crm/name-terms.ts). */
  @Column('tsvector', { select: false })
  terms!: string;

  /** Code: 'hospital', 'bank', … */
  @Column('text')
  category!: string;

  /** As it is shown and spoken. */
  @Column('text')
  number!: string;

  @Column('text', { nullable: true })
  e164!: string | null;

  @Column('text')
  digits!: string;

  @Column('text', { nullable: true })
  address!: string | null;

  /** False: told to nobody. */
  @Column('boolean', { default: true })
  isListed!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
