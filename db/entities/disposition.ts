import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { DispositionView } from '../../server/contract/rest';

/** What an agent may say a call came to. */
@Entity('dispositions')
@Check('dispositions_code_check', `code ~ '^[a-z0-9-]{1,40}$'`)
export class Disposition {
  @PrimaryColumn('text')
  code!: string;

  @Column('jsonb')
  names!: DispositionView['names'];

  @Column('integer', { default: 0 })
  position!: number;
}
