import type { ApprovalRuleChange, ApprovalRuleId, ApprovalRuleView } from '../../contract/approval';

/**
 * What needs a second pair of eyes, as this installation has it. A rule binds everybody while it is on, and whoever
 * switched it off for as long as it is off: nobody frees himself. A change counts for what is asked for from then on;
 * what waits already is decided as it was asked for.
 */
export interface ApprovalRules {
  /** @param who asks: see `bindsMe` */
  list(who: string): Promise<readonly ApprovalRuleView[]>;
  /**
   * @throws UserError 'conflict' when it was changed since it was seen, 'validation-failed' when it is so already,
   * 'not-permitted' to switch off what one's own proposals wait for
   */
  change(rule: ApprovalRuleId, change: ApprovalRuleChange, who: string): Promise<ApprovalRuleView>;
}
