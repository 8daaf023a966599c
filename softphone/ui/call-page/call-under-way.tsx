import { IconMicrophone, IconMicrophoneOff, IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPage } from '../../app/compose-call-page';
import { formatDuration } from '../../desk/duration';
import type { GuestCall } from '../../phone/guest-call';
import type { GuestCallState } from '../../phone/guest-call.machine';
import { GuestKeypad } from './guest-keypad';
import { Levels } from './levels';

type UnderWay = Exclude<GuestCallState, { name: 'idle' | 'ended' }>;

/** From the button to the end: what happens, the keys for the menu, mute and hang up. */
export function CallUnderWay({ page, state }: { page: CallPage; state: UnderWay }) {
  const { t } = useTranslation();
  const { call } = page;
  return (
    <div className="call-page-call">
      <h2 className="call-page-state" role="status">
        {t(`callPage.state-${state.name}`)}
      </h2>
      {state.name === 'talking' ? (
        <>
          <Clock since={state.since} />
          <Levels sound={page.sound} isMuted={state.muted} />
          <GuestKeypad call={call} />
        </>
      ) : (
        <p className="call-page-lead">
          {state.name === 'preparing' ? t('microphone.asking') : t('callPage.moment')}
        </p>
      )}
      <div className="call-page-buttons">
        {state.name === 'talking' && <MuteButton call={call} isMuted={state.muted} />}
        <button type="button" className="wide-button wide-stop" onClick={call.hangUp} data-testid="hang-up">
          <IconPhoneOff size={22} aria-hidden="true" />
          {t('call.hangUp')}
        </button>
      </div>
    </div>
  );
}

function MuteButton({ call, isMuted }: { call: GuestCall; isMuted: boolean }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="wide-button"
      aria-pressed={isMuted}
      onClick={() => call.setMuted(!isMuted)}
      data-testid="mute"
    >
      {isMuted ? <IconMicrophoneOff size={22} /> : <IconMicrophone size={22} />}
      {isMuted ? t('call.unmute') : t('call.mute')}
    </button>
  );
}

function Clock({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="timer" aria-live="off" className="call-page-clock digits">
      {formatDuration(now - since)}
    </p>
  );
}
