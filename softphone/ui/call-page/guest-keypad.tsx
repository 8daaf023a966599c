import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuestCall } from '../../phone/guest-call';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

/** Always open: the menu is answered with it. The keyboard's digits do the same. */
export function GuestKeypad({ call }: { call: GuestCall }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState('');
  const [isDeaf, setDeaf] = useState(false);
  const press = (key: string): void => {
    const isSent = call.sendKey(key);
    setDeaf(!isSent);
    if (isSent) setSent((before) => (before + key).slice(-16));
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (keys.includes(event.key) && !event.repeat && !event.ctrlKey && !event.metaKey) press(event.key);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  return (
    <div className="guest-keypad" role="group" aria-label={t('call.keypad')}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="guest-key digits"
          aria-label={t('call.keypadKey', { key })}
          onClick={() => press(key)}
          data-testid={`keypad-${names[key] ?? key}`}
        >
          {key}
        </button>
      ))}
      <p className="guest-keys-sent digits" aria-live="polite">
        {isDeaf
          ? t('call.keyNotSent')
          : sent === ''
            ? t('callPage.keysHint')
            : t('call.keysSent', { keys: sent })}
      </p>
    </div>
  );
}
