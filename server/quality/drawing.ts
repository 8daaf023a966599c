import { DateTime } from 'luxon';
import type { SamplingRule } from '../contract/quality-config';
import { UserError } from '../errors';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { QualityVersions } from './quality-versions';
import type { ReviewStore } from './review-store';
import { drawCalls } from './sample';

export const DRAW_JOB = 'review-draw';

interface DrawingDeps {
  readonly store: Pick<ReviewStore, 'draw'>;
  readonly versions: Pick<QualityVersions, 'current'>;
  readonly jobs: LastingJobs;
  readonly timeZone: string;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Draws calls to be reviewed, by rule, of one week at a time: by itself of the week before, or when somebody says so. */
export class Drawing {
  readonly #deps: DrawingDeps;

  constructor(deps: DrawingDeps) {
    this.#deps = deps;
  }

  /** Before the jobs are started. */
  declare(): void {
    this.#deps.jobs.handle(DRAW_JOB, () => this.drawLastWeek(), { atOnce: 1 });
  }

  /** One for each week, whoever plans it. */
  async plan(): Promise<void> {
    const week = this.#weekOf(DateTime.fromJSDate(this.#deps.now())).toISODate() ?? '';
    await this.#deps.jobs.plan({ kind: DRAW_JOB, id: week, dueAt: this.#deps.now().getTime(), data: {} });
  }

  async drawLastWeek(): Promise<void> {
    const { versions, now } = this.#deps;
    const { sampling } = await versions.current();
    const day = DateTime.fromJSDate(now(), { zone: this.#deps.timeZone }).minus({ weeks: 1 });
    for (const rule of sampling.filter(({ weekly }) => weekly)) await this.#drawBy(rule, day);
  }

  /** @param day any of the week. @returns how many were drawn. @throws UserError not-found */
  async draw(ruleId: string, day: string): Promise<number> {
    const { sampling } = await this.#deps.versions.current();
    const rule = sampling.find(({ id }) => id === ruleId);
    if (!rule) throw new UserError('not-found', 'There is no such sampling rule.');
    return this.#drawBy(rule, DateTime.fromISO(day, { zone: this.#deps.timeZone }));
  }

  #weekOf(day: DateTime): DateTime {
    return day.setZone(this.#deps.timeZone).startOf('week');
  }

  async #drawBy(rule: SamplingRule, day: DateTime): Promise<number> {
    const { store, versions, newId, now } = this.#deps;
    const { cards, version } = await versions.current();
    const card = cards.find(({ id }) => id === rule.card);
    if (!card) return 0;
    const monday = this.#weekOf(day);
    const week = monday.toISODate() ?? '';
    return store.draw({
      ...{ rule, week, from: monday.toJSDate(), until: monday.plus({ weeks: 1 }).toJSDate() },
      choose: (candidates, drawn) =>
        drawCalls(candidates, { perAgent: rule.callsPerAgent, drawn, seed: `${rule.id} ${week}` }),
      orderOf: (call) => ({
        ...{ reviewId: newId(), call, card, cardVersion: version, origin: 'drawn' as const },
        ...{ reviewer: null, createdAt: now() },
      }),
    });
  }
}
