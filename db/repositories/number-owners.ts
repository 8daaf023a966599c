import { holdsDigits, NUMBER_KEY } from './number-lookup';

/**
 * Owners of a number. $1 = keys, the surest first. A contact number weighs as much as a line with the same key,
 * but an owner whose line is closed comes after the present one.
 */
export const OWNERS_OF_NUMBER = `
  SELECT DISTINCT ON (former, place, name_key, customer_id) customer_id, reason, number, place, former
  FROM (
    SELECT customer_id, 'contact' AS reason, as_written AS number,
      array_position($1::text[], ${NUMBER_KEY}) AS place, 0 AS former
    FROM customer_phones WHERE ${NUMBER_KEY} = ANY($1)
    UNION ALL
    SELECT customer_id, CASE WHEN status = 'closed' THEN 'former-line' ELSE 'line' END, number,
      array_position($1::text[], ${NUMBER_KEY}), (status = 'closed')::int
    FROM lines WHERE ${NUMBER_KEY} = ANY($1)
  ) AS owned
  JOIN customers USING (customer_id)
  ORDER BY former, place, name_key, customer_id, reason
  LIMIT $2`;

/**
 * The same for a local number whose area nobody said: in whichever area it is known. $1 = its digits, $3 = pieces of
 * them. What stands before it must be a whole area code (010, 02x, or four digits), or 6333 0001 would be found as
 * 333 0001.
 */
export const OWNERS_OF_LOCAL_NUMBER = `
  SELECT DISTINCT ON (former, name_key, customer_id) customer_id, reason, number, 1 AS place, former
  FROM (
    SELECT customer_id, 'contact' AS reason, as_written AS number, digits, 0 AS former FROM customer_phones
    WHERE ${holdsDigits('$3', `'%' || $1::text`)}
    UNION ALL
    SELECT customer_id, CASE WHEN status = 'closed' THEN 'former-line' ELSE 'line' END, number, digits,
      (status = 'closed')::int
    FROM lines WHERE ${holdsDigits('$3', `'%' || $1`)}
  ) AS owned
  JOIN customers USING (customer_id)
  WHERE left(digits, length(digits) - length($1)) ~ '^0(10|2[0-9]|[3-9][0-9]{2})$'
  ORDER BY former, name_key, customer_id, reason
  LIMIT $2`;
