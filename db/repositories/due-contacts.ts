/** A number's earlier calls are looked at for so long: no cap counts further back. */
const RECENT_DAYS = 90;

/** Contacts with what is known of their numbers. $2: now. */
export const withFacts = (contacts: string): string =>
  `SELECT due.*,
     (SELECT coalesce(array_agg(extract(epoch FROM d.at)::float8 * 1000 ORDER BY d.at), '{}')
        FROM dial_decisions d
        WHERE d.number_key = due.number_key AND d.decision = 'dialled'
          AND d.result IS DISTINCT FROM 'not-begun'
          AND d.at > $2::timestamptz - make_interval(days => ${RECENT_DAYS})) AS recent_calls,
     (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'value', n.value, 'reason', n.reason)), '[]')
        FROM do_not_call n
        WHERE (n.until IS NULL OR n.until > $2) AND (
          (n.kind = 'number' AND n.value = due.number_key) OR
          (n.kind = 'customer' AND n.value = due.customer_id::text) OR
          (n.kind = 'prefix' AND starts_with(due.number_key, n.value)))) AS do_not_call
   FROM (${contacts}) due
   ORDER BY due.rank, due.next_at`;

/** No other agent looks at him at the moment. */
export const keptForNobodyElse = (now: string, agentId: string): string =>
  `(reserved_by IS NULL OR reserved_until <= ${now} OR reserved_by = ${agentId}::text)`;
