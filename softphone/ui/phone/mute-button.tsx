import { Button } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { useObservable, useSoftphone } from '../softphone-context';

export function MuteButton({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions, phone } = useSoftphone();
  const active = useObservable(phone.call).name === 'active';
  const muted = 'muted' in view && view.muted;
  return (
    <Button
      className="tile"
      variant={muted ? 'filled' : 'default'}
      color="wait"
      disabled={!active}
      aria-pressed={muted}
      onClick={actions.toggleMute}
      title="Alt + M"
      data-testid="mute"
    >
      {muted ? <IconMicrophoneOff size={22} /> : <IconMicrophone size={22} />}
      {muted ? t('call.unmute') : t('call.mute')}
    </Button>
  );
}
