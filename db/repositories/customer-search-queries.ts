/** Statements whose shape never depends on input: everything that varies is a bound parameter, null where it is no part of the search. */
import { SEARCH_CAP } from './paging';

const MORE = SEARCH_CAP + 1;
/** Rows still wanted after those of an earlier stage; with none wanted the stage is not run. */
const after = (stage: string): string => `LIMIT greatest(0, ${MORE} - (SELECT count(*) FROM ${stage}))`;

/**
 * Owners of a number. $1 = keys, the surest first. A contact number weighs as much as a line with the same key,
 * but an owner whose line is closed comes after the present one.
 */
export const OWNERS_OF_NUMBER = `
  SELECT DISTINCT ON (former, place, name_key, customer_id) customer_id, reason, number, place, former
  FROM (
    SELECT customer_id, 'contact' AS reason, as_written AS number,
      array_position($1::text[], coalesce(e164, digits)) AS place, 0 AS former
    FROM customer_phones WHERE e164 = ANY($1) OR (e164 IS NULL AND digits = ANY($1))
    UNION ALL
    SELECT customer_id, CASE WHEN status = 'closed' THEN 'former-line' ELSE 'line' END, number,
      array_position($1::text[], coalesce(e164, digits)), (status = 'closed')::int
    FROM lines WHERE e164 = ANY($1) OR (e164 IS NULL AND digits = ANY($1))
  ) AS owned
  JOIN customers USING (customer_id)
  ORDER BY former, place, name_key, customer_id, reason
  LIMIT $2`;

/**
 * The same for a local number whose area nobody said: in whichever area it is known. $1 = its digits. What stands
 * before it must be a whole area code (010, 02x, or four digits), or 6333 0001 would be found as 333 0001.
 */
export const OWNERS_OF_LOCAL_NUMBER = `
  SELECT DISTINCT ON (former, name_key, customer_id) customer_id, reason, number, 1 AS place, former
  FROM (
    SELECT customer_id, 'contact' AS reason, as_written AS number, digits, 0 AS former FROM customer_phones
    WHERE digits LIKE '%' || $1::text
    UNION ALL
    SELECT customer_id, CASE WHEN status = 'closed' THEN 'former-line' ELSE 'line' END, number, digits,
      (status = 'closed')::int
    FROM lines WHERE digits LIKE '%' || $1
  ) AS owned
  JOIN customers USING (customer_id)
  WHERE left(digits, length(digits) - length($1)) ~ '^0(10|2[0-9]|[3-9][0-9]{2})$'
  ORDER BY former, name_key, customer_id, reason
  LIMIT $2`;

/**
 * One row: ids of the page, best first, how many there are, and whether there are more than are ranked.
 * $1 = the text · $2 = keys of a complete number · $3 = digits of a part of one · $4 = beginning of a contract
 * number · $5 = beginning of a contract number's digits · $6 = beginning of a name's sort key · $7 = tsquery of a name ·
 * $8 = patterns the name must match · $9 = kind · $10 = sort · $11 = page size · $12 = offset
 */
export const CUSTOMER_SEARCH = `
  WITH whole_number AS (
    (SELECT customer_id FROM customer_phones WHERE e164 = ANY($2::text[]) OR (e164 IS NULL AND digits = ANY($2)) LIMIT ${MORE})
    UNION ALL
    (SELECT customer_id FROM lines WHERE e164 = ANY($2) OR (e164 IS NULL AND digits = ANY($2)) LIMIT ${MORE})
  ), number_begins AS (
    (SELECT customer_id FROM customer_phones WHERE digits LIKE $3::text || '%' LIMIT ${MORE})
    UNION ALL
    (SELECT customer_id FROM lines WHERE digits LIKE $3 || '%' LIMIT ${MORE})
  ), phone_holds AS (
    SELECT customer_id FROM customer_phones WHERE digits LIKE '%' || $3 || '%' ${after('number_begins')}
  ), line_holds AS (
    SELECT customer_id FROM lines WHERE digits LIKE '%' || $3 || '%' ${after('number_begins')}
  ), contract AS (
    (SELECT customer_id, (lower(contract_number) = lower($1::text))::int AS exact
      FROM contracts WHERE lower(contract_number) LIKE $4::text || '%' LIMIT ${MORE})
    UNION ALL
    (SELECT customer_id, (digits = $5)::int FROM contracts WHERE digits LIKE $5::text || '%' LIMIT ${MORE})
  ), name_begins AS (
    SELECT customer_id FROM customers
    WHERE name_key LIKE $6::text || '%' AND ($9::text IS NULL OR kind = $9)
    ORDER BY name_key LIMIT ${MORE}
  ), name_holds AS (
    SELECT customer_id FROM customers
    WHERE terms @@ $7::tsquery AND name LIKE ALL($8::text[]) AND ($9 IS NULL OR kind = $9) ${after('name_begins')}
  ), candidates AS (
    SELECT customer_id, 0 AS rank FROM whole_number
    UNION ALL SELECT customer_id, 2 FROM number_begins
    UNION ALL SELECT customer_id, 3 FROM phone_holds
    UNION ALL SELECT customer_id, 3 FROM line_holds
    UNION ALL SELECT customer_id, 1 - exact FROM contract
    UNION ALL SELECT customer_id, 2 FROM name_begins
    UNION ALL SELECT customer_id, 3 FROM name_holds
  ), best AS (
    SELECT customer_id, min(rank) AS rank FROM candidates GROUP BY customer_id ORDER BY min(rank) LIMIT ${MORE}
  ), found AS (
    SELECT customer_id, name_key, created_at,
      CASE WHEN best.rank > 0 AND (name = $1 OR name_key = $6) THEN 0
        WHEN best.rank > 2 AND strpos(name, $1) = 1 THEN 2 ELSE best.rank END AS rank
    FROM best JOIN customers USING (customer_id)
    WHERE $9 IS NULL OR kind = $9
  )
  SELECT
    (SELECT count(*) FROM found)::int AS total,
    ARRAY(
      SELECT customer_id FROM found
      ORDER BY CASE WHEN $10::text IS NULL THEN rank END,
        CASE WHEN $10 = '-createdAt' THEN created_at END DESC, name_key, customer_id
      LIMIT $11 OFFSET $12
    )::text[] AS ids`;
