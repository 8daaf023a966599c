import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../server/contract/recordings';
import type { CallDetail } from '../../../server/contract/rest';
import { useRole } from '../softphone-context';
import { RecordingKeepingLine } from './recording-keeping';
import { RecordingPlayer, type Jump } from './recording-player';

interface CallRecordingsProps {
  readonly call: CallDetail;
  readonly jump?: Jump | null;
  /** Where somebody listens, Unix ms. */
  readonly onHeard?: (at: number) => void;
}

/** What was recorded of the call: listening is noted on its timeline. */
export function CallRecordings({ call, jump = null, onHeard }: CallRecordingsProps) {
  const { t } = useTranslation();
  const role = useRole();
  if (call.recordings.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t('recording.ofCall')}</h3>
      {call.recordings.map((recording) => (
        <div key={recording.recordingId} data-testid="call-recording" data-kind={recording.kind}>
          {recording.kind === 'message' && (
            <Text size="sm" fw={500}>
              {t('recording.message')}
            </Text>
          )}
          {mayBeThere(recording) && (
            <RecordingPlayer
              {...{ call, recording, jump }}
              {...(onHeard && { onHeard })}
              mayTakeAway={role !== 'agent'}
            />
          )}
          {recording.fault !== null && (
            <Text size="sm" className="call-failure">
              {t(recording.fault === 'not-started' ? 'recording.notStarted' : 'recording.brokenOff')}
            </Text>
          )}
          <RecordingKeepingLine callId={call.callId} recording={recording} role={role} />
        </div>
      ))}
      <Text size="xs" c="dimmed" mt={4}>
        {t('recording.noted')}
      </Text>
    </>
  );
}

const mayBeThere = ({ fault, keeping }: RecordingView): boolean =>
  fault !== 'not-started' && keeping?.state !== 'deleted' && keeping?.state !== 'lost';
