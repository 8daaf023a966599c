import { Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../softphone-context';
import { useLevel } from '../use-level';

/** A bar that moves while he speaks: the microphone that is chosen is the one he speaks into. */
export function MicrophoneLevel() {
  const { t } = useTranslation();
  const bar = useRef<HTMLSpanElement>(null);
  useLevel(useSoftphone().audio.microphone.stream, bar);
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('voice.level')}
      </Text>
      <span className="voice-level" role="img" aria-label={t('voice.level')}>
        <span ref={bar} data-testid="microphone-level" />
      </span>
    </div>
  );
}
