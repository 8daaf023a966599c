import type { DataSource } from 'typeorm';
import type { CampaignSource } from '../../server/contract/campaign-source';
import type { ContactRow } from '../../server/contract/campaigns';
import { contactId, type CampaignId, type ContactId } from '../../server/contract/ids';
import type { NewContact } from '../../server/outbound/campaign-store';
import {
  lineKinds,
  type ContactLine,
  type ContactSources,
  type Settled,
} from '../../server/outbound/sources/contact-source';
import type { PromisedContact, PromiseStore } from '../../server/outbound/sources/promise-store';
import { withDatabaseErrors } from '../database-error';
import { isUuid } from '../projection/event-fields';

type Of<Kind extends CampaignSource['kind']> = Extract<CampaignSource, { readonly kind: Kind }>;

/** No campaign calls more people. */
const MOST_ROWS = 200_000;
/** A customer's main number, of an inner statement with his id. */
const MAIN_NUMBER = `(SELECT coalesce(phone.e164, phone.digits) FROM customer_phones phone
   WHERE phone.customer_id = found.customer_id ORDER BY phone.position LIMIT 1)`;

/** $1 kinds · $2 days · $3 least amount · $4 today. One bill of each customer, the one that is due longest. */
const UNPAID = `
  SELECT found.*, customer.name, coalesce(${MAIN_NUMBER}, line.e164, line.digits) AS number
  FROM (SELECT DISTINCT ON (customer_id) bill_id, customer_id, line_id, month, amount - paid AS owed,
          due_date::text AS due_date
        FROM bills
        WHERE paid < amount AND kind = ANY($1) AND due_date < $4::date - $2::int AND amount - paid >= $3
        ORDER BY customer_id, due_date, month, bill_id) found
  JOIN customers customer USING (customer_id)
  LEFT JOIN lines line ON line.line_id = found.line_id
  ORDER BY found.due_date, found.bill_id LIMIT ${MOST_ROWS}`;

/** $1 types; none: any. */
const ORDER = `found.order_id, found.serial, found.subject, found.customer_id, found.reopened,
  coalesce(found.contact_name, found.customer_name, '') AS name,
  coalesce(found.contact_number, ${MAIN_NUMBER}) AS number`;
const OF_TYPES = `(cardinality($1::text[]) = 0 OR found.type = ANY($1))`;
const CLOSED = `
  SELECT ${ORDER} FROM work_orders found
  WHERE found.state = 'closed' AND found.survey AND ${OF_TYPES}
    AND found.closed_at > now() - make_interval(days => $2)
  ORDER BY found.closed_at LIMIT ${MOST_ROWS}`;
const RETURNS = `
  SELECT ${ORDER} FROM work_orders found
  WHERE found.state = 'return-call' AND ${OF_TYPES}
  ORDER BY found.due_at NULLS LAST, found.order_id LIMIT ${MOST_ROWS}`;

interface UnpaidRow {
  readonly bill_id: string;
  readonly customer_id: string;
  readonly month: string;
  readonly owed: number;
  readonly due_date: string;
  readonly name: string;
  readonly number: string | null;
}

interface OrderRow {
  readonly order_id: string;
  readonly serial: string;
  readonly subject: string;
  readonly customer_id: string | null;
  readonly reopened: number;
  readonly name: string;
  readonly number: string | null;
}

/** Whom campaigns find in our own bills and work orders, and what has come of what they promised. */
export class ContactSourceRepository implements ContactSources, PromiseStore {
  readonly #dataSource: DataSource;
  readonly #today: () => string;

  /** @param today 'YYYY-MM-DD' where the centre is */
  constructor(dataSource: DataSource, today: () => string) {
    this.#dataSource = dataSource;
    this.#today = today;
  }

  rows(source: CampaignSource): Promise<readonly ContactRow[]> {
    return withDatabaseErrors(() => {
      switch (source.kind) {
        case 'unpaid':
          return this.#unpaid(source);
        case 'closed-orders':
          return this.#orders(
            CLOSED,
            [source.types, source.withinDays],
            ({ order_id }) => `${lineKinds['closed-orders']}:${order_id}`,
          );
        case 'open-returns':
          // One that was taken up again is called back again.
          return this.#orders(
            RETURNS,
            [source.types],
            (row) => `${lineKinds['open-returns']}:${row.order_id}:${row.reopened}`,
          );
      }
    });
  }

  settled(source: CampaignSource, lines: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    return withDatabaseErrors(async () => {
      const own = lines.flatMap((line) => {
        const [kind, id = ''] = line.split(':');
        return kind === lineKinds[source.kind] && isUuid(id) ? [{ line, id }] : [];
      });
      const standing =
        own.length === 0
          ? new Map<string, Settled>()
          : await this.#standing(
              source,
              own.map(({ id }) => id),
            );
      return new Map(
        own.flatMap(({ line, id }) => {
          const settled = standing.get(id);
          return settled ? [[line, settled] as const] : [];
        }),
      );
    });
  }

  billOf(contact: ContactId): Promise<string | null> {
    return withDatabaseErrors(async () => {
      const [row] = await this.#query<{ line: string }>(
        'SELECT line FROM campaign_contacts WHERE contact_id = $1',
        [contact],
      );
      const [kind, billId = ''] = row?.line.split(':') ?? [];
      return kind === lineKinds.unpaid && isUuid(billId) ? billId : null;
    });
  }

  openLines(campaignId: CampaignId, prefix: string): Promise<readonly ContactLine[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#query<{ contact_id: string; line: string }>(
        `SELECT contact_id, line FROM campaign_contacts
         WHERE campaign_id = $1 AND state = 'open' AND starts_with(line, $2)`,
        [campaignId, prefix],
      );
      return rows.map((row) => ({ contactId: contactId(row.contact_id), line: row.line }));
    });
  }

  renew(campaignId: CampaignId, contacts: readonly Pick<NewContact, 'line' | 'variables'>[]): Promise<void> {
    return withDatabaseErrors(async () => {
      const now = contacts.map(({ line, variables }) => ({ line, variables }));
      await this.#dataSource.query(
        `UPDATE campaign_contacts found SET variables = now.variables
         FROM jsonb_to_recordset($2::jsonb) AS now (line text, variables jsonb)
         WHERE found.campaign_id = $1 AND found.line = now.line AND found.state = 'open'
           AND found.variables <> now.variables`,
        [campaignId, JSON.stringify(now)],
      );
    });
  }

  promised(campaignId: CampaignId, prefix: string): Promise<readonly PromisedContact[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#query<{
        contact_id: string;
        line: string;
        day: string | null;
        promises: number;
      }>(
        `SELECT contact_id, line, mark_date::text AS day,
           (SELECT count(*)::int FROM dial_decisions said
              WHERE said.contact_id = campaign_contacts.contact_id AND said.mark = 'promised') AS promises
         FROM campaign_contacts
         WHERE campaign_id = $1 AND state = 'done' AND mark = 'promised' AND starts_with(line, $2)`,
        [campaignId, prefix],
      );
      return rows.map(({ contact_id, line, day, promises }) => ({
        ...{ contactId: contactId(contact_id), line, day, promises },
      }));
    });
  }

  keep(id: ContactId): Promise<number> {
    return this.#promise(id, `mark = 'promise-kept'`, []);
  }

  break(id: ContactId): Promise<number> {
    return this.#promise(id, `mark = 'promise-broken'`, []);
  }

  again(id: ContactId, at: number): Promise<number> {
    return this.#promise(id, `state = 'open', mark = NULL, mark_date = NULL, done_at = NULL, next_at = $2`, [
      new Date(at),
    ]);
  }

  #promise(id: ContactId, change: string, parameters: unknown[]): Promise<number> {
    return withDatabaseErrors(async () => {
      const [, changed] = await this.#dataSource.query<[unknown, number]>(
        `UPDATE campaign_contacts SET ${change} WHERE contact_id = $1 AND state = 'done' AND mark = 'promised'`,
        [id, ...parameters],
      );
      return changed;
    });
  }

  async #unpaid({ bills, days, leastAmount }: Of<'unpaid'>): Promise<readonly ContactRow[]> {
    const rows = await this.#query<UnpaidRow>(UNPAID, [bills, days, leastAmount, this.#today()]);
    return rows.flatMap((row) => {
      if (row.number === null) return [];
      const variables = { amount: String(row.owed), dueDate: row.due_date, month: row.month };
      return [{ ...contactOf(row, row.number, variables), externalId: `${lineKinds.unpaid}:${row.bill_id}` }];
    });
  }

  async #orders(
    statement: string,
    parameters: unknown[],
    nameOf: (row: OrderRow) => string,
  ): Promise<readonly ContactRow[]> {
    const rows = await this.#query<OrderRow>(statement, parameters);
    return rows.flatMap((row) => {
      if (row.number === null) return [];
      const variables = { order: row.serial, subject: row.subject.slice(0, 200) };
      return [{ ...contactOf(row, row.number, variables), externalId: nameOf(row) }];
    });
  }

  async #standing(source: CampaignSource, ids: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    if (source.kind === 'unpaid') return this.#paid(ids);
    const state = source.kind === 'closed-orders' ? 'closed' : 'return-call';
    const rows = await this.#query<{ order_id: string; state: string }>(
      'SELECT order_id, state FROM work_orders WHERE order_id = ANY($1::uuid[])',
      [ids],
    );
    const states = new Map(rows.map((row) => [row.order_id, row.state]));
    return new Map(
      ids
        .filter((id) => states.get(id) !== state)
        .map((id) => [id, { mark: 'no-longer', evidence: { order: states.get(id) ?? 'gone' } }]),
    );
  }

  async #paid(ids: readonly string[]): Promise<ReadonlyMap<string, Settled>> {
    const rows = await this.#query<{ bill_id: string; amount: number; paid: number }>(
      'SELECT bill_id, amount, paid FROM bills WHERE bill_id = ANY($1::uuid[])',
      [ids],
    );
    const bills = new Map(rows.map((row) => [row.bill_id, row]));
    return new Map(
      ids.flatMap((id): (readonly [string, Settled])[] => {
        const bill = bills.get(id);
        if (!bill) return [[id, { mark: 'no-longer', evidence: { bill: 'gone' } }]];
        const { amount, paid } = bill;
        return paid < amount ? [] : [[id, { mark: 'paid', evidence: { amount, paid } }]];
      }),
    );
  }

  #query<Row>(statement: string, parameters: unknown[]): Promise<Row[]> {
    return this.#dataSource.query<Row[]>(statement, parameters);
  }
}

const contactOf = (
  { name, customer_id }: Pick<UnpaidRow | OrderRow, 'name' | 'customer_id'>,
  number: string,
  variables: Record<string, string>,
): ContactRow => ({
  ...{ number, name: name.slice(0, 120), variables, consent: false, priority: 0 },
  ...(customer_id === null ? {} : { customerId: customer_id }),
});
