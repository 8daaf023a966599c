import { Button, Group, Stack, Switch, Table, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../server/contract/integration';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { DeliveryLog } from './delivery-log';
import { ConfirmDialog, Dialog, SecretDialog } from './dialogs';

export function Webhooks() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; secret: string } | null>(null);
  const [logOf, setLogOf] = useState<WebhookView | null>(null);
  const { data, error } = useQuery({ queryKey: ['webhooks'], queryFn: api.settings.webhooks });
  return (
    <>
      <Group justify="flex-end" mb={6}>
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
          data-testid="add-webhook"
        >
          {t('webhooks.add')}
        </Button>
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.length === 0 && <Text c="dimmed">{t('webhooks.empty')}</Text>}
      {data && data.length > 0 && (
        <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="webhooks-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('webhooks.name')}</Table.Th>
              <Table.Th>{t('webhooks.url')}</Table.Th>
              <Table.Th>{t('webhooks.events')}</Table.Th>
              <Table.Th>{t('webhooks.active')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((webhook) => (
              <WebhookRow key={webhook.webhookId} webhook={webhook} showLog={() => setLogOf(webhook)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {logOf && <DeliveryLog webhook={logOf} close={() => setLogOf(null)} />}
      {isAdding && (
        <NewWebhookDialog
          close={() => setAdding(false)}
          made={(webhook) => {
            setAdding(false);
            setSecret(webhook);
          }}
        />
      )}
      {secret && <SecretDialog {...secret} close={() => setSecret(null)} />}
    </>
  );
}

function WebhookRow({ webhook, showLog }: { webhook: WebhookView; showLog: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { webhookId, name, url, events, active } = webhook;
  const listed = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const switchTo = useCommand(async (wanted: boolean) => {
    await api.settings.changeWebhook(webhookId, { name, url, events, active: wanted });
    await listed();
  });
  return (
    <Table.Tr data-testid="webhook-row">
      <Table.Td fw={500}>{name}</Table.Td>
      <Table.Td className="cell-wide cell-long">{url}</Table.Td>
      <Table.Td className="cell-wide cell-quiet">{events.join(' ')}</Table.Td>
      <Table.Td>
        <Switch
          size="xs"
          aria-label={`${t('webhooks.active')}: ${name}`}
          checked={active}
          disabled={switchTo.pending}
          onChange={(event) => void switchTo.run(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td ta="right" className="no-wrap">
        <Button size="compact-xs" variant="subtle" onClick={showLog} data-testid="webhook-log">
          {t('webhooks.log')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="stop" onClick={() => setAsking(true)}>
          {t('webhooks.remove')}
        </Button>
        {isAsking && (
          <ConfirmDialog
            title={t('webhooks.remove')}
            question={t('webhooks.removeWhat', { name })}
            button={t('webhooks.remove')}
            act={async () => {
              await api.settings.removeWebhook(webhookId);
              await listed();
            }}
            close={() => setAsking(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function NewWebhookDialog(props: {
  close: () => void;
  made: (webhook: { name: string; secret: string }) => void;
}) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [form, setForm] = useState({ name: '', url: '', events: '*' });
  const events = form.events.split(/[\s,]+/).filter((event) => event !== '');
  const create = useCommand(async () => {
    const webhook = await api.settings.createWebhook({
      name: form.name.trim(),
      url: form.url.trim(),
      events,
      active: true,
    });
    void queries.invalidateQueries({ queryKey: ['webhooks'] });
    props.made(webhook);
  });
  const isComplete = form.name.trim() !== '' && URL.canParse(form.url.trim()) && events.length > 0;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isComplete) void create.run();
  };
  const text = (name: keyof typeof form, label: string) => ({
    label,
    required: true,
    value: form[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
    'data-testid': `webhook-${name}`,
  });
  return (
    <Dialog title={t('webhooks.add')} close={props.close} testId="new-webhook">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <TextInput {...text('name', t('webhooks.name'))} maxLength={80} data-autofocus />
          <TextInput {...text('url', t('webhooks.url'))} type="url" maxLength={500} placeholder="https://" />
          <TextInput {...text('events', t('webhooks.events'))} description={t('webhooks.eventsHint')} />
          <Button type="submit" disabled={!isComplete} loading={create.pending} data-testid="webhook-create">
            {t('webhooks.create')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
