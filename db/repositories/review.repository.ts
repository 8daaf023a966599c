import { In, type DataSource, type EntityManager } from 'typeorm';
import type { Page } from '../../server/contract/rest';
import type { Person, Review, ReviewQuery, ReviewReply, ReviewSummary } from '../../server/contract/reviews';
import type {
  AnswerToAgent,
  CalibrationRow,
  CallToReview,
  Draw,
  ReviewOrder,
  ReviewStore,
  UntoldReview,
  WrittenReview,
} from '../../server/quality/review-store';
import { withDatabaseErrors } from '../database-error';
import { CalibrationEntity, Review as ReviewRow, User } from '../entities';
import { groupBy } from '../group-by';
import { oneAtATime } from '../one-at-a-time';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';
import { offsetOf, pageFrom } from './paging';
import { rowOf, toReview, toReviewSummary } from './review-views';

const MOST_UNTOLD = 100;
const MOST_CALIBRATIONS = 100;

/** Of a call that is over and that an agent had. */
const CALLS = `SELECT c.call_id AS "callId", c.agent_id AS "agentId", c.queue_id AS "queueId",
    c.started_at AS "startedAt", c.talk_ms AS "talkMs"
  FROM calls c WHERE c.ended_at IS NOT NULL AND c.agent_id IS NOT NULL AND c.direction <> 'internal'`;

const CANDIDATES = `${CALLS}
  AND c.started_at >= $1 AND c.started_at < $2 AND c.talk_ms >= $3 AND ($4::int IS NULL OR c.talk_ms <= $4)
  AND ($5::text[] IS NULL OR c.queue_id = ANY($5))
  AND ($6::int IS NULL OR EXISTS (
    SELECT 1 FROM call_stints s WHERE s.call_id = c.call_id AND s.agent_id = c.agent_id AND s.mark <= $6))
  AND (NOT $7::boolean OR EXISTS (
    SELECT 1 FROM recordings r
    WHERE r.call_id = c.call_id AND r.kind = 'talk' AND r.state IN ('open', 'sealed', 'kept')))
  AND NOT EXISTS (SELECT 1 FROM reviews v WHERE v.call_id = c.call_id AND v.calibration_id IS NULL)`;

export class ReviewRepository implements ReviewStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  callToReview(callId: string): Promise<CallToReview | null> {
    if (!isUuid(callId)) return Promise.resolve(null);
    return withDatabaseErrors(async () => {
      const sql = `${CALLS} AND c.call_id = $1`;
      const [call] = await this.#dataSource.query<CallToReview[]>(sql, [callId.toLowerCase()]);
      return call ?? null;
    });
  }

  add(order: ReviewOrder): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const added = await insert(manager, [rowOf(order)]);
      return (
        added > 0 || manager.existsBy(ReviewRow, { reviewId: order.reviewId, callId: order.call.callId })
      );
    });
  }

  draw({ rule, week, from, until, choose, orderOf }: Draw): Promise<number> {
    return oneAtATime(this.#dataSource, ['review_draw', ''], async (manager) => {
      const candidates = await manager.query<CallToReview[]>(CANDIDATES, [
        ...[from, until, rule.talkAtLeastS * 1000],
        rule.talkAtMostS === undefined ? null : rule.talkAtMostS * 1000,
        ...[rule.queues ?? null, rule.customerMarkAtMost ?? null, rule.recorded],
      ]);
      const drawn = await manager.query<{ agentId: string; calls: number }[]>(
        `SELECT agent_id AS "agentId", count(*)::int AS calls FROM reviews WHERE rule_id = $1 AND week = $2 GROUP BY 1`,
        [rule.id, week],
      );
      const chosen = choose(candidates, new Map(drawn.map(({ agentId, calls }) => [agentId, calls])));
      return insert(
        manager,
        chosen.map((call) => ({ ...rowOf(orderOf(call)), ruleId: rule.id, week })),
      );
    });
  }

  get(reviewId: string): Promise<Review | null> {
    if (!isUuid(reviewId)) return Promise.resolve(null);
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(ReviewRow, { reviewId });
      return row && toReview(row);
    });
  }

  list(
    query: ReviewQuery,
    who: { readonly viewer: string } | { readonly ofAgent: string },
  ): Promise<Page<ReviewSummary>> {
    return withDatabaseErrors(async () => {
      const select = this.#dataSource.manager.createQueryBuilder(ReviewRow, 'review').where('true');
      if ('ofAgent' in who)
        select.andWhere(
          `review.agentId = :agent AND review.state = 'finished' AND review.calibrationId IS NULL`,
          {
            agent: who.ofAgent,
          },
        );
      else
        select.andWhere('(review.calibrationId IS NULL OR review.reviewerLogin = :viewer)', {
          viewer: who.viewer,
        });
      const { state, agentId } = query;
      if (agentId !== undefined)
        select.andWhere('review.agentId = :agentId', { agentId: cleanText(agentId) });
      if (state === 'objected')
        select.andWhere(`review.replied ->> 'kind' = 'objection' AND review.answered IS NULL`);
      else if (state !== undefined) select.andWhere('review.state = :state', { state });
      const [rows, total] = await select
        .orderBy('review.finishedAt', 'DESC', 'NULLS FIRST')
        .addOrderBy('review.createdAt', 'DESC')
        .addOrderBy('review.reviewId')
        .skip(offsetOf(query))
        .take(query.pageSize)
        .getManyAndCount();
      return pageFrom(rows.map(toReviewSummary), total, query);
    });
  }

  write(reviewId: string, reviewer: Person, { finished, ...work }: WrittenReview): Promise<boolean> {
    const { answers, comments, remark } = work;
    return this.#change(
      `UPDATE reviews SET answers = $2, comments = $3, remark = $4, reviewer_login = $5, reviewer_name = $6,
         state = CASE WHEN $7::int IS NULL THEN 'open' ELSE 'finished' END, mark = $7, is_fatal = $8, finished_at = $9,
         is_untold = $7 IS NOT NULL AND calibration_id IS NULL
       WHERE review_id = $1 AND state = 'open' AND (reviewer_login IS NULL OR reviewer_login = $5)`,
      [
        ...[reviewId, JSON.stringify(answers), JSON.stringify(comments.map(clean)), cleanText(remark)],
        ...[reviewer.login, cleanText(reviewer.name)],
        ...[finished?.mark ?? null, finished?.isFatal ?? false, finished?.at ?? null],
      ],
    );
  }

  reply(reviewId: string, { kind, text, at }: ReviewReply & { readonly at: Date }): Promise<boolean> {
    return this.#change(
      `UPDATE reviews SET replied = $2
       WHERE review_id = $1 AND state = 'finished' AND replied IS NULL AND calibration_id IS NULL`,
      [reviewId, JSON.stringify({ kind, text: cleanText(text), at: at.toISOString() })],
    );
  }

  answer(reviewId: string, { by, text, at, revised }: AnswerToAgent): Promise<boolean> {
    const answered = { by, text: cleanText(text), at: at.toISOString() };
    return this.#change(
      `UPDATE reviews SET
         answered = $2::jsonb || jsonb_build_object('markBefore', CASE WHEN $3::int IS NULL THEN NULL ELSE mark END),
         mark = coalesce($3, mark), is_fatal = coalesce($4, is_fatal), answers = coalesce($5, answers),
         is_untold = is_untold OR $3 IS NOT NULL
       WHERE review_id = $1 AND answered IS NULL AND replied ->> 'kind' = 'objection'`,
      [
        ...[reviewId, JSON.stringify(answered), revised?.mark ?? null, revised?.isFatal ?? null],
        revised ? JSON.stringify(revised.answers) : null,
      ],
    );
  }

  untold(): Promise<readonly UntoldReview[]> {
    return withDatabaseErrors(() =>
      this.#dataSource.query<UntoldReview[]>(
        `SELECT review_id AS "reviewId", call_id AS "callId", agent_id AS "agentId", mark,
           answered -> 'markBefore' IS NOT NULL AND answered -> 'markBefore' <> 'null'::jsonb AS "isRevised"
         FROM reviews WHERE is_untold ORDER BY created_at LIMIT ${MOST_UNTOLD}`,
      ),
    );
  }

  async told({ reviewId, mark }: UntoldReview): Promise<void> {
    await this.#change(`UPDATE reviews SET is_untold = false WHERE review_id = $1 AND mark = $2`, [
      reviewId,
      mark,
    ]);
  }

  addCalibration(calibrationId: string, createdBy: Person, orders: readonly ReviewOrder[]): Promise<boolean> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        if (await manager.existsBy(CalibrationEntity, { calibrationId })) return false;
        const createdAt = orders[0]?.createdAt ?? new Date();
        await manager.insert(CalibrationEntity, { calibrationId, createdBy, createdAt });
        await insert(
          manager,
          orders.map((order) => ({ ...rowOf(order), calibrationId })),
        );
        return true;
      }),
    );
  }

  calibrations(): Promise<readonly CalibrationRow[]> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const order = { createdAt: 'DESC' as const };
      const found = await manager.find(CalibrationEntity, { order, take: MOST_CALIBRATIONS });
      const ids = found.map(({ calibrationId }) => calibrationId);
      const rows = await manager.find(ReviewRow, {
        where: { calibrationId: In(ids) },
        order: { reviewerLogin: 'ASC' },
      });
      const reviews = groupBy(rows, ({ calibrationId }) => calibrationId ?? '');
      return found.flatMap(({ calibrationId, createdAt, createdBy }) => {
        const own = reviews.get(calibrationId) ?? [];
        const [first] = own;
        if (!first) return [];
        const { callId, agentId, card } = first;
        return { calibrationId, createdAt, createdBy, callId, agentId, card, reviews: own.map(toPart) };
      });
    });
  }

  reviewers(): Promise<readonly Person[]> {
    return withDatabaseErrors(async () => {
      const people = await this.#dataSource.manager.find(User, {
        where: { role: In(['supervisor', 'admin']), disabled: false },
        order: { login: 'ASC' },
      });
      return people.map(({ login, displayName }) => ({ login, name: displayName }));
    });
  }

  #change(sql: string, parameters: readonly unknown[]): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const [, changed] = await this.#dataSource.query<[unknown, number]>(sql, [...parameters]);
      return changed > 0;
    });
  }
}

const clean = ({ atMs, text }: { readonly atMs: number; readonly text: string }) => ({
  atMs,
  text: cleanText(text),
});

const toPart = (row: ReviewRow): CalibrationRow['reviews'][number] => ({
  reviewer: { login: row.reviewerLogin ?? '', name: row.reviewerName ?? '' },
  answers: row.answers,
  mark: row.mark,
  finishedAt: row.finishedAt,
});

/** What is there already is left as it is; @returns how many were not. */
async function insert(manager: EntityManager, rows: readonly ReturnType<typeof rowOf>[]): Promise<number> {
  if (rows.length === 0) return 0;
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(ReviewRow)
    .values([...rows])
    .orIgnore()
    .returning('review_id')
    .execute();
  const added: unknown = inserted.raw;
  return Array.isArray(added) ? added.length : 0;
}
