import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { verdictOf } from '../../desk/preflight';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { PreflightLines } from './preflight-lines';

/** What was looked at before Ready, and what to do about what is wrong. */
export function PreflightDialog() {
  const { t } = useTranslation();
  const ui = useUi();
  const { preflight } = useSoftphone();
  const opened = useObservable(ui.preflight);
  const { isRunning, lines } = useObservable(preflight.state);
  const verdict = verdictOf(lines);
  const close = () => ui.preflight.set(false);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('preflight.heading')}
      centered
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack gap="sm" data-testid="preflight" data-verdict={isRunning ? 'running' : verdict}>
        <Text fw={500} role="status">
          {t(isRunning ? 'preflight.running' : `preflight.${verdict}`)}
        </Text>
        <PreflightLines lines={lines} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('app.close')}
          </Button>
          <Button
            loading={isRunning}
            onClick={() => void preflight.run()}
            data-testid="preflight-again"
            data-autofocus
          >
            {t('preflight.again')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
