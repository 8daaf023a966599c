import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../desk/duration';
import type { GuestCall } from '../../phone/guest-call';
import type { GuestCallState, GuestEnd } from '../../phone/guest-call.machine';
import type { MicrophoneProblem } from '../../media/microphone';
import { rememberedName } from './call-start';

const microphoneProblems: Readonly<Partial<Record<GuestEnd, MicrophoneProblem>>> = {
  'microphone-refused': 'refused',
  'microphone-missing': 'missing',
  'microphone-in-use': 'in-use',
  'microphone-insecure': 'insecure',
};

/** Why it is over, in a sentence that says what to do, and how to try again. */
export function CallEnded({
  call,
  ended,
}: {
  call: GuestCall;
  ended: Extract<GuestCallState, { name: 'ended' }>;
}) {
  const { t } = useTranslation();
  const { reason, talkedMs } = ended;
  const microphone = microphoneProblems[reason];
  const wasFine = reason === 'left' || reason === 'hung-up';
  const sentence = microphone
    ? t(`microphone.${microphone}`)
    : t(`guestEnd.${reason as Exclude<GuestEnd, `microphone-${MicrophoneProblem}`>}`);
  return (
    <div className="call-page-start">
      <h2 className="call-page-state">{wasFine ? t('callPage.ended') : t('callPage.failed')}</h2>
      {talkedMs !== null && <p className="call-page-clock digits">{formatDuration(talkedMs)}</p>}
      <p
        className={wasFine ? 'call-page-lead' : 'call-page-problem'}
        role={wasFine ? 'status' : 'alert'}
        data-testid="end-reason"
        data-reason={reason}
      >
        {sentence}
      </p>
      {reason !== 'wrong-link' && (
        <button
          type="button"
          className="wide-button wide-go"
          onClick={() => void call.call(rememberedName())}
          data-testid="again"
        >
          <IconPhone size={22} aria-hidden="true" />
          {t('callPage.again')}
        </button>
      )}
    </div>
  );
}
