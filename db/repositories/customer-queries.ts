/** Statements whose shape never depends on input: everything that varies is a bound parameter. */

/**
 * Owners of a number. $1 = keys, the surest first. A contact number weighs as much as a line with the same key,
 * but an owner whose line is closed comes after the present one.
 */
export const OWNERS_OF_NUMBER = `
  SELECT owned.customer_id
  FROM (
    SELECT customer_id, array_position($1::text[], coalesce(e164, digits)) AS place, 0 AS former
    FROM customer_phones WHERE e164 = ANY($1) OR (e164 IS NULL AND digits = ANY($1))
    UNION ALL
    SELECT customer_id, array_position($1::text[], coalesce(e164, digits)), (status = 'closed')::int
    FROM lines WHERE e164 = ANY($1) OR (e164 IS NULL AND digits = ANY($1))
  ) AS owned
  JOIN customers USING (customer_id)
  GROUP BY owned.customer_id, customers.name
  ORDER BY min(owned.former), min(owned.place), customers.name, owned.customer_id
  LIMIT $2`;

/**
 * $1 = patterns that must all be in the name · $2 = contract number pattern · $3 = digits pattern or null ·
 * $4 = keys of a complete number.
 */
const NUMBERS = `
  WITH numbers AS (
    SELECT customer_id, bool_or(coalesce(e164, digits) = ANY($4::text[])) AS exact
    FROM (
      SELECT customer_id, e164, digits FROM customer_phones
      UNION ALL
      SELECT customer_id, e164, digits FROM lines WHERE digits IS NOT NULL
    ) AS owned
    WHERE digits LIKE $3::text OR coalesce(e164, digits) = ANY($4)
    GROUP BY customer_id
  )`;
const MATCHING = `
  FROM customers AS customer
  LEFT JOIN numbers USING (customer_id)
  WHERE (
    customer.name ILIKE ALL($1::text[])
    OR customer.contract_number ILIKE $2::text
    OR numbers.exact IS NOT NULL
  )`;

/** $5 = the text itself: its exact contract number, or a complete number, comes first · $6 = page size · $7 = offset. */
export const SEARCH_PAGE = `${NUMBERS}
  SELECT customer_id, (count(*) OVER ())::int AS total ${MATCHING}
  ORDER BY
    (coalesce(numbers.exact, false) OR lower(customer.contract_number) IS NOT DISTINCT FROM lower($5::text)) DESC,
    customer.name, customer_id
  LIMIT $6 OFFSET $7`;

/** For a page past the end, which has no row to tell the total. */
export const SEARCH_COUNT = `${NUMBERS}
  SELECT count(*)::int AS total ${MATCHING}`;
