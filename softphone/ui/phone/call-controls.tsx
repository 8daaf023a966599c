import { Button } from '@mantine/core';
import { IconDialpad, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { ConsultControls } from './consult-controls';
import { Keypad } from './keypad';
import { RecordingControls } from './recording-controls';
import { ParkButton } from './park-button';
import { EndButton } from './end-button';
import { MuteButton } from './mute-button';

/** Mute, hold, park, keypad and hang up, always in the same places. */
export function CallControls({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const { keypad } = useUi();
  const keypadOpen = useObservable(keypad);
  const up = view.name === 'talking' || view.name === 'held' || view.name === 'consulting';
  return (
    <>
      <div className="call-buttons">
        <MuteButton view={view} />
        <HoldButton view={view} />
        <ParkButton view={view} />
        <Button
          className="tile"
          variant={keypadOpen ? 'filled' : 'default'}
          disabled={!up}
          aria-expanded={keypadOpen}
          onClick={() => keypad.set(!keypadOpen)}
          title="Alt + K"
          data-testid="keypad"
        >
          <IconDialpad size={22} />
          {t('call.keypad')}
        </Button>
      </div>
      {up && keypadOpen && <Keypad />}
      <RecordingControls view={view} />
      <ConsultControls view={view} />
      <EndButton sign={IconPhoneOff} act={actions.hangUp} testId="hang-up">
        {t('call.hangUp')}
      </EndButton>
    </>
  );
}

function HoldButton({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const held = view.name === 'held';
  const call = view.name === 'talking' || view.name === 'held' ? view.call : null;
  // A colleague who is being called back comes back into the call as it stands.
  const mayHold = (view.name === 'talking' || held) && call?.otherAwaySince == null;
  const command = useCommand(held ? actions.resume : actions.hold);
  return (
    <Button
      className="tile"
      variant={held ? 'filled' : 'default'}
      color="wait"
      disabled={!mayHold}
      aria-pressed={held}
      loading={command.pending}
      onClick={() => void command.run()}
      title="Alt + H"
      data-testid={held ? 'resume' : 'hold'}
    >
      {held ? <IconPlayerPlay size={22} /> : <IconPlayerPause size={22} />}
      {held ? t('call.resume') : t('call.hold')}
    </Button>
  );
}
