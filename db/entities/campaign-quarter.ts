import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Calls of a campaign begun in a quarter of an hour, by result and mark ('': none). Computed from dial_decisions when they cannot
 * change any more; `campaign_sums` says how far.
 */
@Entity('campaign_quarters')
export class CampaignQuarter {
  @PrimaryColumn('timestamptz')
  at!: Date;

  @PrimaryColumn('text')
  campaignId!: string;

  @PrimaryColumn('text')
  result!: string;

  @PrimaryColumn('text')
  mark!: string;

  @Column('integer')
  calls!: number;

  @Column('bigint')
  connectedMs!: string;
}

/** One row. */
@Entity('campaign_sums')
export class CampaignSum {
  @PrimaryColumn('smallint')
  id!: number;

  /** Calls begun before are summed; a beginning of a quarter. */
  @Column('timestamptz')
  until!: Date;
}
