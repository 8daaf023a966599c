import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../softphone-context';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

/** Sends tones in the audio path; the keyboard's digits work while it has the focus. */
export function Keypad() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const [sent, setSent] = useState('');
  const press = (key: string): void => {
    if (actions.sendKey(key)) setSent((before) => (before + key).slice(-16));
    else notifications.show({ color: 'stop', message: t('call.keyNotSent') });
  };
  return (
    <div
      className="keypad"
      role="group"
      aria-label={t('call.keypad')}
      onKeyDown={(event) => {
        if (keys.includes(event.key)) press(event.key);
      }}
    >
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="keypad-key digits"
          aria-label={t('call.keypadKey', { key })}
          onClick={() => press(key)}
          data-testid={`keypad-${names[key] ?? key}`}
        >
          {key}
        </button>
      ))}
      <Text size="xs" c="dimmed" className="keypad-sent digits" aria-live="polite">
        {sent === '' ? '\u00a0' : t('call.keysSent', { keys: sent })}
      </Text>
    </div>
  );
}
