import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';

/** What is wrong with the microphone and what the person can do about it. */
export function MicrophoneHelp() {
  const { t } = useTranslation();
  const { microphoneHelp } = useUi();
  const { audio, actions } = useSoftphone();
  const state = useObservable(audio.microphone.state);
  const opened = useObservable(microphoneHelp);
  const ready = useCommand(actions.ready);
  const close = () => microphoneHelp.set(false);
  const again = async (): Promise<void> => {
    close();
    await ready.run();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('microphone.heading')}
      centered
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack gap="sm" data-testid="microphone-help">
        <Text fw={500}>
          {state.name === 'unavailable' ? t(`microphone.${state.why}`) : t('microphone.asking')}
        </Text>
        <Text c="dimmed" size="sm">
          {t('microphone.notReady')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('app.close')}
          </Button>
          <Button onClick={() => void again()} data-autofocus>
            {t('app.retry')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
