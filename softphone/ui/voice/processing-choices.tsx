import { Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { processings, type Processing } from '../../media/voice-processing';
import { useSoftphone } from '../softphone-context';

/** What the browser does to the voice; heard at once, also in a call. */
export function ProcessingChoices() {
  const { t } = useTranslation();
  const { audio } = useSoftphone();
  const [, redraw] = useState(0);
  const change = (processing: Processing, on: boolean): void => {
    audio.processing.set(processing, on);
    redraw((times) => times + 1);
    void audio.microphone.reopen();
  };
  return (
    <Stack gap={10} role="group" aria-label={t('voice.processing')}>
      <Text size="xs" c="dimmed">
        {t('voice.processing')}
      </Text>
      {processings.map((processing) => (
        <Checkbox
          key={processing}
          size="xs"
          label={t(`voice.${processing}`)}
          checked={audio.processing.has(processing)}
          onChange={(event) => change(processing, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}
