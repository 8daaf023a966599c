/**
 * The statement of a search: stages, each of which finds customers in one way and stops when there are more than are
 * ranked. Only those stages are part of it by which the text can be found, and each is read from an index. What is
 * typed is bound, never part of the statement.
 */
import { holdsDigits, NUMBER_KEY } from './number-lookup';
import { SEARCH_CAP } from './paging';

const MORE = SEARCH_CAP + 1;

/** What a text may stand for. */
export interface SoughtCustomers {
  /** Keys of a complete number. */
  readonly keys: readonly string[];
  /** Digits of a part of a number, and pieces that such numbers have. */
  readonly digits: Beginning | null;
  readonly pieces: readonly string[];
  /** Of a contract number, in small letters. */
  readonly contract: Beginning | null;
  /** Of sort keys, and of names as they are written. */
  readonly nameKeys: readonly Beginning[];
  readonly name: Beginning | null;
  /** A tsquery, and patterns the name must match. */
  readonly terms: string | null;
  readonly phrases: readonly string[];
  readonly kind: string | null;
  readonly sort: 'name' | '-createdAt' | null;
}

export interface Beginning {
  readonly text: string;
  /** As LIKE reads it, with anything after it. */
  readonly pattern: string;
}

/** Gives the placeholder of a value. */
type Bind = (value: unknown) => string;
type Stage = readonly [name: string, sql: string];

const ORDERS = { name: 'name_key', '-createdAt': 'created_at DESC, name_key', best: 'rank, name_key' };

/**
 * One row: ids of the page, best first, how many customers were found (at most one more than are ranked), and whether
 * stages were broken off: what they found may be fewer customers than rows, for one customer has several numbers.
 */
export function customerSearch(
  sought: SoughtCustomers,
  bind: Bind,
  page: { readonly limit: number; readonly offset: number },
): string {
  const kind = sought.kind === null ? '' : `AND kind = ${bind(sought.kind)}`;
  // Without it, names are read from an index alone.
  const createdAt = sought.sort === '-createdAt' ? 'created_at' : 'NULL::timestamptz AS created_at';
  const fields = `customer_id, name_key, ${createdAt}`;
  const numbered = numberStages(sought, bind);
  const named = nameStages(sought, bind, { fields, kind });
  const stages = [...numbered.flat(), ...named, ...joinedWithNames(numbered.flat(), { fields, kind })];
  const found = [...named.map(nameOf), ...(numbered.length > 0 ? ['numbered'] : [])];
  return `
  WITH ${stages.map(([name, sql]) => `${name} AS (${sql})`).join(', ')},
  found AS (
    SELECT customer_id, name_key, created_at, min(rank) AS rank FROM (${union(found)}) AS candidates
    GROUP BY customer_id, name_key, created_at ORDER BY min(rank) LIMIT ${MORE}
  )
  SELECT (SELECT count(*) FROM found)::int AS total,
    ${[...numbered, named].map(isBrokenOff).join(' OR ')} AS "isBrokenOff",
    ARRAY(
      SELECT customer_id FROM found ORDER BY ${ORDERS[sought.sort ?? 'best']}, customer_id
      LIMIT ${bind(page.limit)} OFFSET ${bind(page.offset)}
    )::text[] AS ids`;
}

const nameOf = ([name]: Stage): string => name;
const counted = (stages: readonly string[]): string[] =>
  stages.map((stage) => `(SELECT count(*) FROM ${stage})`);
const union = (stages: readonly string[]): string =>
  stages.map((name) => `SELECT * FROM ${name}`).join(' UNION ALL ');

/** Stages that share one limit. */
const isBrokenOff = (stages: readonly Stage[]): string =>
  `${counted(stages.map(nameOf)).join(' + ')} >= ${MORE}`;

/** Rows still wanted after those of earlier stages; with none wanted the stage is not run. */
const after = (stages: readonly string[]): string =>
  stages.length === 0 ? `LIMIT ${MORE}` : `LIMIT greatest(0, ${[MORE, ...counted(stages)].join(' - ')})`;

/** Where a number may stand; in the second place only what is still wanted is looked for. */
function ofNumbers(name: string, rank: number, condition: string, earlier: readonly string[] = []): Stage[] {
  const stage = (table: string, limit: string) =>
    `SELECT customer_id, ${rank} AS rank FROM ${table} WHERE ${condition} ${limit}`;
  return [
    [`phone_${name}`, stage('customer_phones', after(earlier))],
    [`line_${name}`, stage('lines', after([...earlier, `phone_${name}`]))],
  ];
}

/** Customers with the rank they are found by: 0 is the same, 2 begins so, 3 has it inside. */
function numberStages({ keys, digits, pieces, contract }: SoughtCustomers, bind: Bind): Stage[][] {
  const stages: Stage[][] = [];
  if (keys.length > 0) stages.push(ofNumbers('is', 0, `${NUMBER_KEY} = ANY(${bind(keys)}::text[])`));
  if (digits !== null) {
    const begins = ofNumbers('begins', 2, `digits LIKE ${bind(digits.pattern)}`);
    const inside = holdsDigits(bind(pieces), bind(`_%${digits.pattern}`));
    stages.push([...begins, ...ofNumbers('holds', 3, inside, begins.map(nameOf))]);
    stages.push([['contract_digits', contracts('digits', digits, bind)]]);
  }
  if (contract !== null) stages.push([['contract', contracts('lower(contract_number)', contract, bind)]]);
  return stages;
}

const contracts = (column: string, { text, pattern }: Beginning, bind: Bind): string => `
  SELECT customer_id, CASE WHEN ${column} = ${bind(text)} THEN 0 ELSE 1 END AS rank FROM contracts
  WHERE ${column} LIKE ${bind(pattern)} LIMIT ${MORE}`;

interface Selected {
  readonly fields: string;
  readonly kind: string;
}

function nameStages(
  { nameKeys, name, terms, phrases }: SoughtCustomers,
  bind: Bind,
  { fields, kind }: Selected,
): Stage[] {
  const stages: Stage[] = [];
  const others: string[] = [];
  // In the order of the index, so that the same name is never beyond the limit: it comes before those it begins.
  const begins = ({ text, pattern }: Beginning, column: string, order: string): void => {
    const placeholder = bind(pattern);
    others.push(`AND ${column} NOT LIKE ${placeholder}`);
    stages.push([
      `${column}_begins_${stages.length}`,
      `SELECT ${fields}, CASE WHEN ${column} = ${bind(text)} THEN 0 ELSE 2 END AS rank FROM customers
      WHERE ${column} LIKE ${placeholder} ${kind} ORDER BY ${order} ${after(stages.map(nameOf))}`,
    ]);
  };
  for (const key of nameKeys) begins(key, 'name_key', 'name_key');
  if (name !== null) begins(name, 'name', 'name USING ~<~');
  if (terms === null) return stages;
  const matches = phrases.length === 0 ? '' : `AND name LIKE ALL(${bind(phrases)}::text[])`;
  const holds = `
    SELECT ${fields}, 3 AS rank FROM customers
    WHERE terms @@ ${bind(terms)}::tsquery ${matches} ${others.join(' ')} ${kind} ${after(stages.map(nameOf))}`;
  return [...stages, ['name_holds', holds]];
}

function joinedWithNames(numbered: readonly Stage[], { fields, kind }: Selected): Stage[] {
  if (numbered.length === 0) return [];
  const best = `
    SELECT customer_id, min(rank) AS rank FROM (${union(numbered.map(nameOf))}) AS numbers
    GROUP BY customer_id ORDER BY min(rank) LIMIT ${MORE}`;
  const condition = kind === '' ? '' : `WHERE ${kind.slice('AND '.length)}`;
  return [
    [
      'numbered',
      `SELECT ${fields}, rank FROM (${best}) AS best JOIN customers USING (customer_id) ${condition}`,
    ],
  ];
}
