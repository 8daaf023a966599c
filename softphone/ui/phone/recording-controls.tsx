import { Button, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerRecordFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordingAction } from '../../../server/contract/recordings';
import type { CallView } from '../../desk/call-view';
import { formatDuration } from '../../desk/duration';
import { recordingView } from '../../desk/recording-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNow } from '../use-now';

/** What becomes of the talk on disk, always said, and the pause for a card number. */
export function RecordingControls({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const { run, pending } = useCommand(actions.changeRecording);
  const recording = recordingView(view, useNow());
  if (recording.name === 'none') return null;
  const button = (action: RecordingAction, isMain: boolean) => (
    <Button
      size="xs"
      variant={isMain ? 'filled' : 'default'}
      color={isMain ? 'wait' : 'brand'}
      leftSection={icons[action]}
      loading={pending}
      onClick={() => void run(action)}
      data-testid={`recording-${action}`}
    >
      {t(`recording.${action}`)}
    </Button>
  );
  const paused = recording.name === 'paused';
  return (
    <section
      className="recording"
      aria-label={t('recording.heading')}
      data-testid="recording"
      data-state={recording.name}
      data-reminds={paused && recording.reminds}
    >
      <Text size="sm" fw={paused ? 600 : 400} role="status" className="recording-state">
        {t(`recording.${recording.name}`)}
      </Text>
      {/* Outside of the status, which would be read out every second. */}
      {paused && (
        <Text size="sm" className="digits">
          {formatDuration(recording.pausedMs)}
        </Text>
      )}
      {paused && recording.reminds && (
        <Text size="sm" role="alert" data-testid="recording-reminder">
          {t('recording.reminder')}
        </Text>
      )}
      {recording.name === 'idle' && recording.failed && (
        <Text size="sm" role="alert" className="call-failure" data-testid="recording-failed">
          {t('recording.failed')}
        </Text>
      )}
      <div className="recording-buttons">
        {recording.name === 'idle' && button('start', false)}
        {recording.name === 'on' && button('pause', false)}
        {paused && button('resume', true)}
        {recording.name !== 'idle' && recording.mayStop && button('stop', false)}
      </div>
    </section>
  );
}

const icons: Readonly<Record<RecordingAction, React.ReactNode>> = {
  start: <IconPlayerRecordFilled size={14} />,
  resume: <IconPlayerRecordFilled size={14} />,
  pause: <IconPlayerPauseFilled size={14} />,
  stop: <IconPlayerStopFilled size={14} />,
};
