/** Asks the rules within the transaction of a change, so that a rule cannot change between the question and the change. */
import type { EntityManager } from 'typeorm';
import { rulesAbout, type ApprovalRuleId } from '../../server/contract/approval';
import { UserError } from '../../server/errors';

/** Those of the rules that bind this person. They stay as they are until the transaction ends. */
export async function bindingRules(
  manager: EntityManager,
  rules: readonly ApprovalRuleId[],
  who: string,
): Promise<ApprovalRuleId[]> {
  if (rules.length === 0) return [];
  const rows = await manager.query<{ rule: ApprovalRuleId; binds: boolean }[]>(
    `SELECT rule, is_on OR changed_by = $2 AS binds FROM approval_rules
      WHERE rule = ANY($1::text[]) ORDER BY rule FOR SHARE`,
    [rules, who],
  );
  return rows.filter(({ binds }) => binds).map(({ rule }) => rule);
}

/** @throws UserError 'needs-approval' when somebody else would have to approve a change of any of these fields */
export async function assertFree(
  manager: EntityManager,
  fields: readonly string[],
  who: string,
): Promise<void> {
  const rules = await bindingRules(manager, rulesAbout(fields), who);
  if (rules.length > 0) throw needsApproval(rules, 'Somebody else must approve this change: propose it.');
}

export const needsApproval = (rules: readonly ApprovalRuleId[], message: string): UserError =>
  new UserError('needs-approval', message, { details: { rules } });
