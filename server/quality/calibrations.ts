import type { Calibration, NewCalibration, Person } from '../contract/reviews';
import { UserError } from '../errors';
import { deviationsOf } from './deviations';
import type { CalibrationRow, ReviewStore } from './review-store';
import { personOf, type Reader, type Reviews } from './reviews';

interface CalibrationsDeps {
  readonly store: Pick<ReviewStore, 'addCalibration' | 'calibrations' | 'reviewers'>;
  readonly reviews: Pick<Reviews, 'cardOf' | 'callOf'>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Several reviewers review the same call, each without seeing the others, and then compare. It counts for no agent. */
export class Calibrations {
  readonly #deps: CalibrationsDeps;

  constructor(deps: CalibrationsDeps) {
    this.#deps = deps;
  }

  reviewers(): Promise<readonly Person[]> {
    return this.#deps.store.reviewers();
  }

  /** @throws UserError not-found, validation-failed, conflict */
  async begin({ calibrationId, callId, cardId, reviewers }: NewCalibration, reader: Reader): Promise<void> {
    const { store, reviews, newId, now } = this.#deps;
    const card = await reviews.cardOf(cardId);
    const call = await reviews.callOf(callId);
    const known = await store.reviewers();
    const people = [...new Set(reviewers)].map((login) => {
      const person = known.find((each) => each.login === login);
      if (!person) throw new UserError('validation-failed', `Nobody called "${login}" may review calls.`);
      return person;
    });
    if (people.length < 2) throw new UserError('validation-failed', 'Two people at least review the call.');
    const order = { call, ...card, origin: 'calibration' as const, createdAt: now() };
    const orders = people.map((reviewer) => ({ ...order, reviewer, reviewId: newId() }));
    if (!(await store.addCalibration(calibrationId, personOf(reader), orders)))
      throw new UserError('conflict', 'This calibration is there already.');
  }

  async list(): Promise<Calibration[]> {
    return (await this.#deps.store.calibrations()).map(viewOf);
  }
}

function viewOf(row: CalibrationRow): Calibration {
  const { calibrationId, callId, agentId, card, createdAt, createdBy, reviews } = row;
  const done = reviews.flatMap(({ reviewer, answers, mark }) =>
    mark === null ? [] : [{ login: reviewer.login, mark, answers }],
  );
  const isDone = done.length === reviews.length;
  const last = Math.max(...reviews.map(({ finishedAt }) => finishedAt?.getTime() ?? 0));
  return {
    ...{ calibrationId, callId, agentId, cardName: card.name, createdBy, createdAt: createdAt.toISOString() },
    closedAt: isDone ? new Date(last).toISOString() : null,
    reviewers: reviews.map(({ reviewer, mark }) => ({ ...reviewer, isDone: mark !== null })),
    result: isDone ? deviationsOf(card, done) : null,
  };
}
