import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type SyntheticEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../use-command';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  readonly testId: string;
}

export function Dialog({ title, close, children, testId }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      centered
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid={testId}
    >
      {children}
    </Modal>
  );
}

/** A secret that the server tells once. */
export function SecretDialog({ name, secret, close }: { name: string; secret: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={name} close={close} testId="secret-dialog">
      <Text size="sm" role="status">
        {t('settings.secret')}
      </Text>
      <div className="secret">
        <code data-testid="secret">{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
              data-testid="copy-secret"
            >
              {copied ? t('settings.copied') : t('settings.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <Button fullWidth onClick={close} data-testid="secret-close">
        {t('settings.close')}
      </Button>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly question: string;
  readonly button: string;
  /** Between question and reason. */
  readonly more?: ReactNode;
  /** Then it is asked why, and `act` is told. */
  readonly needsReason?: boolean;
  readonly act: (reason: string) => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  question,
  more,
  button,
  needsReason = false,
  act,
  close,
}: ConfirmProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const command = useCommand(act);
  const lacksReason = needsReason && reason.trim() === '';
  const confirm = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (lacksReason) return;
    void command.run(reason.trim()).then((done) => {
      if (done) close();
    });
  };
  return (
    <Dialog title={title} close={close} testId="confirm-dialog">
      <form onSubmit={confirm}>
        <Stack gap={12}>
          <Text size="sm">{question}</Text>
          {more}
          {needsReason && (
            <TextInput
              label={t('settings.reason')}
              description={t('settings.reasonHint')}
              required
              maxLength={300}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-testid="confirm-reason"
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" onClick={close}>
              {t('settings.back')}
            </Button>
            <Button
              type="submit"
              color={needsReason ? 'brand' : 'stop'}
              disabled={lacksReason}
              loading={command.pending}
              data-testid="confirm"
            >
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
