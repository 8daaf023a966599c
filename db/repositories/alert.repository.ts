import type { DataSource } from 'typeorm';
import type {
  AlertChange,
  AlertNews,
  AlertStore,
  NewAlert,
  OpenAlert,
  UntoldAlert,
} from '../../server/alerts/alert-store';
import { openStates, type OpenAlertState } from '../../server/alerts/alert.machine';
import type { AlertQuery, AlertRuleRequest, AlertRuleView, AlertView } from '../../server/contract/alerts';
import type { Page, Role } from '../../server/contract/rest';
import { withDatabaseErrors } from '../database-error';
import { Alert, AlertRule } from '../entities';

type Change = AlertChange['move'];

/** From which states a move is made, what it makes of them, and what of it is to be told. */
const moves: Readonly<
  Record<
    Exclude<Change, 'forget'>,
    { from: readonly OpenAlertState[]; to: Alert['state']; news: AlertNews[] }
  >
> = {
  raise: { from: ['pending'], to: 'raised', news: ['raised'] },
  ease: { from: ['raised'], to: 'clearing', news: [] },
  relapse: { from: ['clearing'], to: 'raised', news: [] },
  clear: { from: ['raised', 'clearing'], to: 'cleared', news: ['cleared'] },
};

export class AlertRepository implements AlertStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  rules(): Promise<readonly AlertRuleView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(AlertRule, { order: { name: 'ASC', ruleId: 'ASC' } });
      return rows.map(ruleView);
    });
  }

  addRule(ruleId: string, rule: AlertRuleRequest, by: string): Promise<AlertRuleView> {
    return withDatabaseErrors(async () => {
      const row = { ...rule, ruleId, createdBy: by };
      return ruleView(await this.#dataSource.manager.save<AlertRule, typeof row>(AlertRule, row));
    });
  }

  changeRule(ruleId: string, rule: AlertRuleRequest): Promise<AlertRuleView | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      await manager.update(AlertRule, { ruleId }, rule);
      const row = await manager.findOneBy(AlertRule, { ruleId });
      return row && ruleView(row);
    });
  }

  removeRule(ruleId: string): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const result = await this.#dataSource.manager.delete(AlertRule, { ruleId });
      return (result.affected ?? 0) > 0;
    });
  }

  open(): Promise<readonly OpenAlert[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager
        .createQueryBuilder(Alert, 'alert')
        .where(`alert.state <> 'cleared'`)
        .getMany();
      return rows.flatMap(({ alertId, ruleId, subject, state, since }) =>
        isOpen(state) ? [{ alertId, ruleId, queueId: subject || null, state, since: since.getTime() }] : [],
      );
    });
  }

  begin({ alertId, rule, queueId, value, isRaised, at }: NewAlert): Promise<void> {
    return withDatabaseErrors(async () => {
      const { ruleId, name, measure, threshold, roles, emails } = rule;
      const now = new Date(at);
      await this.#dataSource.manager
        .createQueryBuilder()
        .insert()
        .into(Alert)
        .values({
          ...{ alertId, ruleId, subject: queueId ?? '', since: now, beganAt: now, value },
          ...{ name, measure, threshold, roles, emails },
          ...(isRaised
            ? { state: 'raised', raisedAt: now, untold: ['raised'] }
            : { state: 'pending', untold: [] }),
        })
        .orIgnore()
        .execute();
    });
  }

  change({ alertId, move, value, at }: AlertChange): Promise<void> {
    return withDatabaseErrors(async () => {
      if (move === 'forget') {
        await this.#dataSource.manager.delete(Alert, { alertId, state: 'pending' });
        return;
      }
      const { from, to, news } = moves[move];
      await this.#dataSource.query(
        `UPDATE alerts SET state = $2, since = $3, untold = untold || $4::text[],
           raised_at = CASE WHEN $5 THEN $3 ELSE raised_at END,
           value = CASE WHEN $5 THEN coalesce($6, value) ELSE value END,
           cleared_at = CASE WHEN $7 THEN $3 ELSE cleared_at END
         WHERE alert_id = $1 AND state = ANY($8)`,
        [alertId, to, new Date(at), news, move === 'raise', value, move === 'clear', from],
      );
    });
  }

  acknowledge(alertId: string, by: string, at: number): Promise<AlertView | null> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.query(
        `UPDATE alerts SET acknowledged_at = $2, acknowledged_by = $3, untold = array_append(untold, 'acknowledged')
         WHERE alert_id = $1 AND raised_at IS NOT NULL AND acknowledged_at IS NULL`,
        [alertId, new Date(at), by],
      );
      const row = await this.#dataSource.manager.findOneBy(Alert, { alertId });
      return row && viewOf(row);
    });
  }

  page({ open, page, pageSize }: AlertQuery, role: Role): Promise<Page<AlertView>> {
    return withDatabaseErrors(async () => {
      const select = this.#dataSource.manager
        .createQueryBuilder(Alert, 'alert')
        .where('alert.raisedAt IS NOT NULL')
        .andWhere(':role = ANY(alert.roles)', { role });
      if (open) select.andWhere(`alert.state <> 'cleared'`);
      const [rows, total] = await select
        .orderBy('alert.raisedAt', 'DESC')
        .addOrderBy('alert.alertId')
        .skip((page - 1) * pageSize)
        .take(pageSize)
        .getManyAndCount();
      return { items: rows.flatMap((row) => viewOf(row) ?? []), total, page, pageSize };
    });
  }

  untold(): Promise<readonly UntoldAlert[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager
        .createQueryBuilder(Alert, 'alert')
        .where(`alert.untold <> '{}'::text[]`)
        .orderBy('alert.raisedAt')
        .limit(100)
        .getMany();
      return rows.flatMap((row) => {
        const alert = viewOf(row);
        return alert ? [{ alert, news: row.untold, emails: row.emails }] : [];
      });
    });
  }

  /** What has come since stays. */
  told(alertId: string, news: readonly AlertNews[]): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.query(
        `UPDATE alerts SET untold = ARRAY(SELECT each FROM unnest(untold) each WHERE each <> ALL($2::text[]))
         WHERE alert_id = $1`,
        [alertId, news],
      );
    });
  }
}

const isOpen = (state: Alert['state']): state is OpenAlertState => openStates.some((open) => open === state);

function ruleView(row: AlertRule): AlertRuleView {
  const { ruleId, name, measure, threshold, forS, queueId, roles, emails, active, createdBy } = row;
  return { ruleId, name, measure, threshold, forS, queueId, roles, emails, active, createdBy };
}

const iso = (at: Date | null): string | null => at && at.toISOString();

/** null: it was never raised. */
function viewOf(row: Alert): AlertView | null {
  if (!row.raisedAt) return null;
  const { alertId, ruleId, name, measure, threshold, value, subject, acknowledgedBy } = row;
  return {
    ...{ alertId, ruleId, name, measure, threshold, value, acknowledgedBy },
    queueId: subject || null,
    since: row.beganAt.toISOString(),
    raisedAt: row.raisedAt.toISOString(),
    acknowledgedAt: iso(row.acknowledgedAt),
    clearedAt: iso(row.clearedAt),
  };
}
