import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Outage } from '../../server/selfservice/outage-store';

/** A fault that is known: callers from its area are told. */
@Entity('outages')
@Index(['since'])
@Check('outages_area_code_check', `area_code ~ '^[0-9]{1,5}$'`)
@Check('outages_number_prefix_check', `number_prefix ~ '^[0-9]{1,15}$'`)
@Check('outages_where_check', `area_code IS NOT NULL OR number_prefix IS NOT NULL`)
export class OutageRow {
  @PrimaryGeneratedColumn('uuid')
  outageId!: string;

  @Column('text', { nullable: true })
  areaCode!: string | null;

  @Column('text', { nullable: true })
  numberPrefix!: string | null;

  @Column('jsonb')
  texts!: Outage['texts'];

  @Column('jsonb', { default: {} })
  sounds!: Outage['sounds'];

  @Column('timestamptz')
  since!: Date;

  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text')
  createdBy!: string;

  @Column('integer', { default: 1 })
  version!: number;
}
