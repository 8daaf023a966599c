import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Fax } from './fax';

/** A fax's pages, apart from the fax so that no list reads them. */
@Entity('fax_documents')
export class FaxDocument {
  @PrimaryColumn('uuid')
  faxId!: string;

  @OneToOne(() => Fax, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fax_id' })
  fax?: Fax;

  /** Group 4, as it is sent. */
  @Column('bytea')
  tiff!: Buffer;
}
