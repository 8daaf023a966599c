import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Campaign as CampaignConfig, CampaignState } from '../../server/contract/campaigns';

/** Who is called, when, how often, and what the flow says. */
@Entity('campaigns')
@Check('campaigns_state_check', `state IN ('draft', 'running', 'paused', 'done')`)
export class Campaign {
  @PrimaryColumn('text')
  campaignId!: string;

  @Column('jsonb')
  config!: CampaignConfig;

  @Column('text')
  state!: CampaignState;

  @Column('integer')
  version!: number;

  @Column('text')
  changedBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  changedAt!: Date;
}

/** As it was, once for each change. */
@Entity('campaign_versions')
export class CampaignVersion {
  @PrimaryColumn('text')
  campaignId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  config!: CampaignConfig;

  @Column('text')
  changedBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  changedAt!: Date;
}
