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
 * $4 = keys of a complete number · $5 = the text itself, for exact contract numbers.
 */
const MATCHING = `
  FROM customers AS customer
  LEFT JOIN LATERAL (
    SELECT bool_or(coalesce(owned.e164, owned.digits) = ANY($4)) AS exact
    FROM (
      SELECT e164, digits FROM customer_phones WHERE customer_id = customer.customer_id
      UNION ALL
      SELECT e164, digits FROM lines WHERE customer_id = customer.customer_id
    ) AS owned
    WHERE owned.digits LIKE $3 OR coalesce(owned.e164, owned.digits) = ANY($4)
    HAVING count(*) > 0
  ) AS numbers ON true
  WHERE customer.name ILIKE ALL($1) OR customer.contract_number ILIKE $2 OR numbers.exact IS NOT NULL`;

/** $6 = page size · $7 = offset. An exact number or contract number comes first. */
export const SEARCH_PAGE = `
  SELECT customer.customer_id ${MATCHING}
  ORDER BY coalesce(numbers.exact, false) OR lower(customer.contract_number) IS NOT DISTINCT FROM lower($5) DESC,
    customer.name, customer.customer_id
  LIMIT $6 OFFSET $7`;

export const SEARCH_COUNT = `
  SELECT count(*)::int AS total ${MATCHING} AND $5::text IS NOT NULL`;
