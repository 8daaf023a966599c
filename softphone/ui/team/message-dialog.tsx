import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_MAX, type MessageSent } from '../../../server/contract/notices';
import { Dialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

interface MessageDialogProps {
  /** null: everybody who is logged in. */
  readonly to: { readonly agentId: string; readonly displayName: string } | null;
  readonly close: () => void;
}

export function MessageDialog({ to, close }: MessageDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const told = useTold();
  const [text, setText] = useState('');
  // The same until the dialog is closed: a second click after a lost answer does not tell it twice.
  const [noticeId] = useState(() => crypto.randomUUID());
  const send = useCommand(async () => {
    told(await api.team.message({ noticeId, to: to === null ? null : [to.agentId], text: text.trim() }));
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') void send.run();
  };
  const title = to === null ? t('teamActs.messageAll') : t('teamActs.messageTo', { name: to.displayName });
  return (
    <Dialog title={title} close={close} testId="message-dialog">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            label={t('teamActs.text')}
            description={t('teamActs.textHint')}
            value={text}
            maxLength={MESSAGE_MAX}
            autosize
            minRows={3}
            maxRows={8}
            required
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
            data-testid="message-text"
          />
          <Group justify="flex-end">
            <Button
              type="submit"
              disabled={text.trim() === ''}
              loading={send.pending}
              data-testid="message-send"
            >
              {t('teamActs.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useTold(): (result: MessageSent) => void {
  const { t } = useTranslation();
  return ({ sent, notSent }) => {
    const lines = [
      ...(sent === 1 ? [t('teamActs.sentOne')] : sent > 1 ? [t('teamActs.sent', { count: sent })] : []),
      ...(notSent.length > 0 ? [t('teamActs.notSent', { count: notSent.length })] : []),
    ];
    notifications.show({
      color: notSent.length > 0 ? 'wait' : 'go',
      message: <span data-testid="message-told">{lines.join(' ')}</span>,
      closeButtonProps: { 'aria-label': t('app.close') },
    });
  };
}
