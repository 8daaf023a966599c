import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalRuleId } from '../../server/contract/approval';

/** Whether a kind of change needs approval. A row for every rule, from the beginning. */
@Entity('approval_rules')
@Check('approval_rules_rule_check', `rule IN ('price', 'texts', 'validity', 'offer', 'recordings')`)
export class ApprovalRule {
  @PrimaryColumn('text')
  rule!: ApprovalRuleId;

  @Column('boolean')
  isOn!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('text')
  changedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  changedAt!: Date;

  @Column('text')
  why!: string;
}
