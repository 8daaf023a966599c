import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import { recordingUrl } from '../../api-client/recording-api';
import { formatDuration } from '../../desk/duration';

/** What was recorded of the call: listening is noted on its timeline. */
export function CallRecordings({ call }: { call: Pick<CallDetail, 'callId' | 'recordings'> }) {
  const { t } = useTranslation();
  if (call.recordings.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t('recording.ofCall')}</h3>
      {call.recordings.map(({ recordingId, ms, paused, fault }) => (
        <div key={recordingId} data-testid="call-recording">
          {fault !== 'not-started' && (
            <audio
              controls
              preload="none"
              src={recordingUrl(call.callId, recordingId)}
              aria-label={t('recording.ofCall')}
              className="recording-player"
            />
          )}
          <Text size="sm" c="dimmed">
            {ms === null
              ? t('recording.lengthUnknown')
              : t('recording.length', { length: formatDuration(ms) })}
            {paused.map(({ fromMs, toMs }) => {
              const from = formatDuration(fromMs);
              return ` · ${
                toMs === null
                  ? t('recording.silentFrom', { from })
                  : t('recording.silent', { from, to: formatDuration(toMs) })
              }`;
            })}
          </Text>
          {fault !== null && (
            <Text size="sm" className="call-failure">
              {t(fault === 'not-started' ? 'recording.notStarted' : 'recording.brokenOff')}
            </Text>
          )}
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {t('recording.noted')}
      </Text>
    </>
  );
}
