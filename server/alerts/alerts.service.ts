import type { AlertQuery, AlertRuleRequest, AlertRuleView, AlertView } from '../contract/alerts';
import type { Page, Role } from '../contract/rest';
import type { CentrePicture } from '../contract/wallboard';
import { UserError } from '../errors';
import { moveOf, type AlertMove } from './alert.machine';
import type { AlertStore, OpenAlert } from './alert-store';
import type { AlertTeller } from './alert-teller';
import { isOver, readingsOf, type Reading } from './readings';

interface AlertsDeps {
  readonly store: AlertStore;
  readonly picture: () => Promise<CentrePicture>;
  /** Of several servers one looks, and goes on looking; it is another one soon after that one is gone. */
  readonly isOurTurn: () => Promise<boolean>;
  readonly teller: Pick<AlertTeller, 'tell'>;
  readonly newId: () => string;
  readonly now: () => number;
}

const NO_READING: Reading = { queueId: null, value: null };
const subjectOf = ({
  ruleId,
  queueId,
}: {
  readonly ruleId: string;
  readonly queueId: string | null;
}): string => `${ruleId} ${queueId ?? ''}`;

/** Compares the centre with the rules every second. What is pending, raised and clearing since when stands in the database. */
export class Alerts {
  readonly #deps: AlertsDeps;

  constructor(deps: AlertsDeps) {
    this.#deps = deps;
  }

  async tick(): Promise<void> {
    const { store, isOurTurn, teller } = this.#deps;
    if (!(await isOurTurn())) return;
    const [rules, open] = await Promise.all([store.rules(), store.open()]);
    const active = rules.filter((rule) => rule.active);
    if (active.length > 0 || open.length > 0) await this.#look(active, open);
    await teller.tell();
  }

  /** Says who sees to it; told with the next look. @throws UserError not-found */
  async acknowledge(alertId: string, by: string): Promise<AlertView> {
    const { store, now } = this.#deps;
    const alert = await store.acknowledge(alertId, by, now());
    if (!alert) throw new UserError('not-found', 'There is no such alert.');
    return alert;
  }

  page(query: AlertQuery, role: Role): Promise<Page<AlertView>> {
    return this.#deps.store.page(query, role);
  }

  rules(): Promise<readonly AlertRuleView[]> {
    return this.#deps.store.rules();
  }

  addRule(rule: AlertRuleRequest, by: string): Promise<AlertRuleView> {
    const { store, newId } = this.#deps;
    return store.addRule(newId(), rule, by);
  }

  /** @throws UserError not-found */
  async changeRule(ruleId: string, rule: AlertRuleRequest): Promise<AlertRuleView> {
    const changed = await this.#deps.store.changeRule(ruleId, rule);
    if (!changed) throw new UserError('not-found', 'There is no such rule.');
    return changed;
  }

  /** Its alerts that are open are over soon. @throws UserError not-found */
  async removeRule(ruleId: string): Promise<void> {
    if (!(await this.#deps.store.removeRule(ruleId)))
      throw new UserError('not-found', 'There is no such rule.');
  }

  async #look(rules: readonly AlertRuleView[], open: readonly OpenAlert[]): Promise<void> {
    const picture = await this.#deps.picture();
    const left = new Map(open.map((alert) => [subjectOf(alert), alert]));
    for (const rule of rules) {
      for (const reading of readingsOf(picture, rule)) {
        const subject = subjectOf({ ruleId: rule.ruleId, queueId: reading.queueId });
        await this.#compare(rule, reading, left.get(subject) ?? null);
        left.delete(subject);
      }
    }
    // Their rule or their queue is gone: within every limit, at once.
    for (const alert of left.values()) await this.#follow(alert, { isOver: false, forMs: 0 }, NO_READING);
  }

  async #compare(rule: AlertRuleView, reading: Reading, alert: OpenAlert | null): Promise<void> {
    const { store, newId, now } = this.#deps;
    const look = { isOver: isOver(rule.measure, rule.threshold, reading.value), forMs: rule.forS * 1000 };
    if (alert) return this.#follow(alert, look, reading);
    const move = moveOf(null, { ...look, now: now() });
    if (move === null) return;
    const { queueId, value } = reading;
    await store.begin({
      ...{ alertId: newId(), rule, queueId, value: value ?? 0, at: now() },
      isRaised: move === 'raise',
    });
  }

  async #follow(
    alert: OpenAlert,
    look: { readonly isOver: boolean; readonly forMs: number },
    { value }: Reading,
  ): Promise<void> {
    const at = this.#deps.now();
    const move = moveOf(alert, { ...look, now: at });
    if (isChange(move)) await this.#deps.store.change({ alertId: alert.alertId, move, value, at });
  }
}

const isChange = (move: AlertMove | null): move is Exclude<AlertMove, 'pend'> =>
  move !== null && move !== 'pend';
