import type { DataSource, EntityManager } from 'typeorm';
import {
  approvalRuleSchema,
  ruledFields,
  type ApprovalRuleChange,
  type ApprovalRuleId,
  type ApprovalRuleView,
} from '../../server/contract/approval';
import type { ApprovalRules } from '../../server/crm/maintenance/approval-rules';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { ApprovalRule } from '../entities';
import { assertVersion, ChangeRecorder } from '../repositories/change-recorder';

export class ApprovalRuleRepository implements ApprovalRules {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  list(who: string): Promise<readonly ApprovalRuleView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(ApprovalRule);
      const order = (row: ApprovalRule): number => approvalRuleSchema.options.indexOf(row.rule);
      return rows.sort((a, b) => order(a) - order(b)).map((row) => toView(row, who));
    });
  }

  change(
    rule: ApprovalRuleId,
    { isOn, version, why }: ApprovalRuleChange,
    who: string,
  ): Promise<ApprovalRuleView> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const row = await manager.findOneOrFail(ApprovalRule, {
          where: { rule },
          lock: { mode: 'pessimistic_write' },
        });
        assertVersion(version, row.version);
        if (row.isOn === isOn)
          throw new UserError('validation-failed', `This rule is ${isOn ? 'on' : 'off'} already.`);
        if (!isOn) await assertNoneWaits(manager, rule, who);
        const changed = { isOn, version: version + 1, changedBy: who, changedAt: new Date(), why };
        await manager.update(ApprovalRule, { rule }, changed);
        await new ChangeRecorder(manager).record({
          ...{ entity: 'approval-rule', id: rule, who, why },
          before: { isOn: !isOn, version },
          after: { isOn, version: version + 1 },
        });
        return toView(Object.assign(row, changed), who);
      }),
    );
  }
}

/** Whoever proposed something does not take away what it waits for. */
async function assertNoneWaits(manager: EntityManager, rule: ApprovalRuleId, who: string): Promise<void> {
  const [waiting] = await manager.query<unknown[]>(
    `SELECT 1 FROM proposals WHERE state = 'pending' AND proposed_by = $2 AND $1 = ANY(rules) LIMIT 1`,
    [rule, who],
  );
  if (waiting === undefined) return;
  throw new UserError(
    'not-permitted',
    'Proposals of your own wait for this rule: withdraw them, or let another administrator switch it off.',
  );
}

const toView = (row: ApprovalRule, who: string): ApprovalRuleView => ({
  rule: row.rule,
  isOn: row.isOn,
  bindsMe: row.isOn || row.changedBy === who,
  fields: [...ruledFields[row.rule]],
  version: row.version,
  changedBy: row.changedBy,
  changedAt: row.changedAt.toISOString(),
  why: row.why,
});
