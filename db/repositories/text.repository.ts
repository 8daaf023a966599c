import type { DataSource } from 'typeorm';
import type { Page } from '../../server/contract/rest';
import {
  textStates,
  type TextMessageView,
  type TextQuery,
  type TextState,
} from '../../server/contract/texts';
import { TEXT_VALID_MS, type ClaimedText, type NewText, type TextStore } from '../../server/texts/text-store';
import { withDatabaseErrors } from '../database-error';
import { TextMessage } from '../entities';
import { cleanText } from '../projection/stored-event';

/** The one that is due longest, and not while somebody has it. Who had it last and never said how it went is told. */
const CLAIM = `
  WITH due AS (
    SELECT text_id, claimed_until FROM text_messages
    WHERE state = 'waiting' AND next_try_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
    ORDER BY next_try_at, created_at LIMIT 1
    FOR UPDATE SKIP LOCKED)
  UPDATE text_messages text SET claimed_until = $2, attempts = attempts + 1
  FROM due WHERE text.text_id = due.text_id
  RETURNING text.text_id, due.claimed_until IS NOT NULL AS is_answer_lost`;

export class TextRepository implements TextStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  add(
    { to, text, ...facts }: NewText,
    now: number,
  ): Promise<{ readonly text: TextMessageView; readonly isNew: boolean }> {
    const at = new Date(now);
    const row = { ...facts, toNumber: to, text: cleanText(text), createdAt: at, nextTryAt: at };
    return withDatabaseErrors(async () => {
      const inserted = await this.#dataSource.manager
        .createQueryBuilder()
        .insert()
        .into(TextMessage)
        .values({ ...row, validUntil: new Date(now + TEXT_VALID_MS) })
        .orIgnore()
        .returning('text_id')
        .execute();
      const { requestId } = facts;
      const stored = await this.#dataSource.manager.findOneByOrFail(TextMessage, { requestId });
      return { text: toView(stored), isNew: (inserted.raw as unknown[]).length > 0 };
    });
  }

  claim(now: number, claimedUntil: number): Promise<ClaimedText | null> {
    return withDatabaseErrors(async () => {
      const [rows] = await this.#dataSource.query<[{ text_id: string; is_answer_lost: boolean }[], number]>(
        CLAIM,
        [new Date(now), new Date(claimedUntil)],
      );
      const [claimed] = rows;
      if (claimed === undefined) return null;
      const textId = claimed.text_id;
      const row = await this.#dataSource.manager.findOneByOrFail(TextMessage, { textId });
      return {
        id: textId,
        text: toView(row),
        attempts: row.attempts,
        validUntil: row.validUntil.getTime(),
        isAnswerLost: claimed.is_answer_lost,
      };
    });
  }

  sent(textId: string, reference: string | null, at: number): Promise<TextMessageView> {
    // Also when another server has given it up meanwhile: it is true.
    return this.#changed(
      textId,
      `UPDATE text_messages SET state = 'sent', reference = $2, sent_at = $3, claimed_until = NULL, last_error = NULL
       WHERE text_id = $1 AND state IN ('waiting', 'failed')`,
      [textId, reference === null ? null : cleanText(reference), new Date(at)],
    );
  }

  async later(textId: string, nextTryAt: number, reason: string): Promise<void> {
    await this.#changed(
      textId,
      `UPDATE text_messages SET next_try_at = $2, last_error = $3, claimed_until = NULL
       WHERE text_id = $1 AND state = 'waiting'`,
      [textId, new Date(nextTryAt), reason],
    );
  }

  failed(textId: string, reason: string): Promise<TextMessageView> {
    return this.#changed(
      textId,
      `UPDATE text_messages SET state = 'failed', last_error = $2, claimed_until = NULL
       WHERE text_id = $1 AND state = 'waiting'`,
      [textId, reason],
    );
  }

  report(
    textId: string,
    state: 'delivered' | 'undelivered',
    reason: string,
    at: number,
  ): Promise<TextMessageView | null> {
    return withDatabaseErrors(async () => {
      // Reports may come twice, or in the wrong order: delivered is the last word.
      const [, changed] = await this.#dataSource.query<[unknown, number]>(
        `UPDATE text_messages SET state = $2, reported_at = $3, last_error = nullif($4, '')
         WHERE text_id = $1 AND state IN ('sent', 'undelivered', $2)`,
        [textId, state, new Date(at), cleanText(reason)],
      );
      return changed === 0 ? null : this.get(textId);
    });
  }

  async retry(textId: string, now: number): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const [, changed] = await this.#dataSource.query<[unknown, number]>(
        `UPDATE text_messages SET state = 'waiting', next_try_at = $2, valid_until = $3
         WHERE text_id = $1 AND state IN ('waiting', 'failed')`,
        [textId, new Date(now), new Date(now + TEXT_VALID_MS)],
      );
      return changed > 0;
    });
  }

  get(textId: string): Promise<TextMessageView | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(TextMessage, { textId });
      return row && toView(row);
    });
  }

  list({ page, pageSize, ...query }: TextQuery): Promise<Page<TextMessageView>> {
    return withDatabaseErrors(async () => {
      const find = this.#dataSource.manager.createQueryBuilder(TextMessage, 'text');
      if (query.state !== undefined) find.andWhere('text.state = :state', query);
      if (query.callId !== undefined) find.andWhere('text.callId = :callId', query);
      if (query.orderId !== undefined) find.andWhere('text.orderId = :orderId', query);
      if (query.number !== undefined) find.andWhere('strpos(text.toNumber, :number) > 0', query);
      const [rows, total] = await find
        .orderBy('text.createdAt', 'DESC')
        .addOrderBy('text.textId', 'DESC')
        .skip((page - 1) * pageSize)
        .take(pageSize)
        .getManyAndCount();
      return { items: rows.map(toView), total, page, pageSize };
    });
  }

  counts(): Promise<Readonly<Record<TextState, number>>> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ state: TextState; number: number }[]>(
        `SELECT state, count(*)::int AS number FROM text_messages GROUP BY state`,
      );
      const found = new Map(rows.map((row) => [row.state, row.number]));
      return Object.fromEntries(textStates.map((state) => [state, found.get(state) ?? 0])) as Record<
        TextState,
        number
      >;
    });
  }

  #changed(textId: string, statement: string, parameters: unknown[]): Promise<TextMessageView> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.query(statement, parameters);
      return toView(await this.#dataSource.manager.findOneByOrFail(TextMessage, { textId }));
    });
  }
}

const toView = (row: TextMessage): TextMessageView => ({
  textId: row.textId,
  to: row.toNumber,
  text: row.text,
  language: row.language,
  state: row.state,
  attempts: row.attempts,
  nextTryAt: row.state === 'waiting' ? row.nextTryAt.toISOString() : null,
  lastError: row.lastError,
  reference: row.reference,
  requestedBy: row.requestedBy,
  callId: row.callId,
  orderId: row.orderId,
  createdAt: row.createdAt.toISOString(),
  sentAt: row.sentAt?.toISOString() ?? null,
  reportedAt: row.reportedAt?.toISOString() ?? null,
});
