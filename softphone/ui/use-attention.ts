import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { callView, otherColleague, otherNumber } from '../desk/call-view';
import { formatDuration } from '../desk/duration';
import { formatPhoneNumber } from '../desk/phone-number';
import { useCallView, useCallerName } from './phone/use-call-view';
import { useObservable, useSoftphone, useUi } from './softphone-context';

/** The tab's title and icon tell of a call, and a system notification when the tab is not looked at. */
export function useAttention(): void {
  const { t } = useTranslation();
  const view = useCallView();
  const who = useCallerName(view);
  const away = useObservable(useSoftphone().phone.registration).name !== 'registered';
  const ringing = view.name === 'ringing';
  const talking = ['talking', 'held', 'consulting', 'asked'].includes(view.name);
  useEffect(() => {
    document.title = ringing
      ? t('notify.ringingTitle', { who })
      : talking
        ? `${t('notify.talkingTitle')} · ${who}`
        : `Kiloline · ${t('app.title')}`;
    setIcon(ringing ? 'ringing' : talking ? 'talking' : away ? 'away' : 'idle');
  }, [ringing, talking, away, who, t]);
  useBackToDesk(ringing);
  useRingNotification(ringing, who);
}

function setIcon(name: string): void {
  document.getElementById('favicon')?.setAttribute('href', `/icon-${name}.svg`);
}

/** A call that rings shows its customer, whatever was open. */
function useBackToDesk(ringing: boolean): void {
  const { detailCallId, consult, keypad, microphoneHelp, shortcuts } = useUi();
  useEffect(() => {
    if (!ringing) return;
    window.location.hash = '#/desk';
    detailCallId.set(null);
    for (const open of [consult, keypad, microphoneHelp, shortcuts]) open.set(false);
  }, [ringing, detailCallId, consult, keypad, microphoneHelp, shortcuts]);
}

/** Asked for on a click, as browsers demand; whether it is granted does not hold the click up. */
export function askToNotify(): void {
  if (!('Notification' in window) || Notification.permission !== 'default') return;
  void Notification.requestPermission().catch(() => undefined);
}

function useRingNotification(ringing: boolean, who: string): void {
  const { t } = useTranslation();
  const { desk, phone } = useSoftphone();
  useEffect(() => {
    if (!('Notification' in window) || !ringing || !document.hidden) return;
    if (Notification.permission !== 'granted') return;
    const view = callView(desk.desk.get(), phone.call.get());
    const call = view.name === 'ringing' ? view.call : null;
    const notification = new Notification(t('notify.title', { who }), {
      body: call?.askedBy
        ? t(otherColleague(call) ? 'handOver.calls-ringing' : 'handOver.asks-ringing', {
            who: call.askedBy.displayName,
          })
        : call
          ? t('notify.body', {
              queue: call.queueName ?? formatPhoneNumber(otherNumber(call)),
              waited: formatDuration(desk.now() - (call.queuedAt ?? call.startedAt)),
            })
          : '',
      tag: 'kiloline-call',
      requireInteraction: true,
    });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
    return () => notification.close();
  }, [ringing, who, t, desk, phone]);
}
