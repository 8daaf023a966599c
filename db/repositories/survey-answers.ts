import type { SurveyQuery } from '../../server/contract/reports';

const subjects: Readonly<Record<SurveyQuery['by'], string>> = {
  question: 'NULL::text',
  campaign: 'd.campaign_id',
  queue: 'c.queue_id',
};

/**
 * The last answer of each call to each question. Events keep ids as they came, so they are looked at before they are joined. Who
 * heard a flow on trial was not asked.
 */
export const surveyAnswers = (by: SurveyQuery['by']): string => `
  WITH answers AS MATERIALIZED (
    SELECT DISTINCT ON (e.call_id, e.data->>'question')
      e.call_id::uuid AS call_id, e.data->>'question' AS question, e.data->>'value' AS value
    FROM call_events e
    WHERE e.type = 'ivr.survey-answered' AND e.at >= $1 AND e.at < $2
      AND e.call_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      AND NOT EXISTS (SELECT FROM call_events t WHERE t.call_id = e.call_id AND t.type = 'attempt.started'
        AND t.data->>'campaignId' LIKE '%.test')
    ORDER BY e.call_id, e.data->>'question', e.stream_ms DESC, e.stream_seq DESC)
  SELECT a.question, ${subjects[by]} AS subject, a.value, count(*)::int AS count
  FROM answers a
  LEFT JOIN calls c ON c.call_id = a.call_id
  LEFT JOIN dial_decisions d ON d.call_id = a.call_id
  GROUP BY 1, 2, 3`;
