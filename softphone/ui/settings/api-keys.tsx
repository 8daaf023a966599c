import { Badge, Button, Group, MultiSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyView } from '../../../server/contract/integration';
import type { ApiScope } from '../../../server/contract/scopes';
import { scopesShown } from '../../desk/api-scopes';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { ConfirmDialog, Dialog, SecretDialog } from './dialogs';

export function ApiKeys() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; secret: string } | null>(null);
  const { data, error } = useQuery({ queryKey: ['api-keys'], queryFn: api.settings.apiKeys });
  return (
    <>
      <Group justify="flex-end" mb={6}>
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
          data-testid="add-api-key"
        >
          {t('apiKeys.add')}
        </Button>
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.length === 0 && <Text c="dimmed">{t('apiKeys.empty')}</Text>}
      {data && data.length > 0 && <KeyTable keys={data} />}
      {isAdding && (
        <NewKeyDialog
          close={() => setAdding(false)}
          made={(key) => {
            setAdding(false);
            setSecret(key);
          }}
        />
      )}
      {secret && <SecretDialog {...secret} close={() => setSecret(null)} />}
    </>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKeyView[] }) {
  const { t } = useTranslation();
  return (
    <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="api-keys-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('apiKeys.name')}</Table.Th>
          <Table.Th>{t('apiKeys.scopes')}</Table.Th>
          <Table.Th>{t('settings.created')}</Table.Th>
          <Table.Th>{t('apiKeys.lastUsed')}</Table.Th>
          <Table.Th>{t('apiKeys.expires')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <KeyRow key={key.keyId} apiKey={key} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const display = useDisplay();
  const [isAsking, setAsking] = useState(false);
  const { keyId, name, scopes, createdAt, createdBy, lastUsedAt, expiresAt, revokedAt } = apiKey;
  const when = (at: string | null, otherwise: string) => (at === null ? otherwise : display.date(at));
  return (
    <Table.Tr data-testid="api-key-row" data-state={revokedAt === null ? 'valid' : 'revoked'}>
      <Table.Td fw={500}>{name}</Table.Td>
      <Table.Td className="cell-wide">
        <Group gap={4}>
          {scopes.map((scope) => (
            <Badge key={scope} size="sm" color="gray">
              {scope}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">
        {display.date(createdAt)} · {createdBy}
      </Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{when(lastUsedAt, t('settings.never'))}</Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{when(expiresAt, t('apiKeys.noExpiry'))}</Table.Td>
      <Table.Td ta="right">
        {revokedAt === null ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="stop"
            onClick={() => setAsking(true)}
            data-testid="revoke-api-key"
          >
            {t('apiKeys.revoke')}
          </Button>
        ) : (
          <Badge color="gray">{t('apiKeys.revoked')}</Badge>
        )}
        {isAsking && (
          <ConfirmDialog
            title={t('apiKeys.revoke')}
            question={t('apiKeys.revokeWhat', { name })}
            button={t('apiKeys.revoke')}
            act={async () => {
              await api.settings.revokeApiKey(keyId);
              await queries.invalidateQueries({ queryKey: ['api-keys'] });
            }}
            close={() => setAsking(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function NewKeyDialog(props: { close: () => void; made: (key: { name: string; secret: string }) => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [until, setUntil] = useState('');
  const create = useCommand(async () => {
    const key = await api.settings.createApiKey({
      name: name.trim(),
      scopes: scopes as ApiScope[],
      // To the end of the last day.
      expiresAt: until === '' ? null : new Date(`${until}T23:59:59`).toISOString(),
    });
    void queries.invalidateQueries({ queryKey: ['api-keys'] });
    props.made(key);
  });
  const isComplete = name.trim() !== '' && scopes.length > 0;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isComplete) void create.run();
  };
  return (
    <Dialog title={t('apiKeys.add')} close={props.close} testId="new-api-key">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <TextInput
            label={t('apiKeys.name')}
            required
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="api-key-name"
          />
          <MultiSelect
            label={t('apiKeys.scopes')}
            required
            searchable
            data={scopesShown}
            value={scopes}
            onChange={setScopes}
            data-testid="api-key-scopes"
          />
          <TextInput
            label={t('apiKeys.expires')}
            type="date"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!isComplete} loading={create.pending} data-testid="api-key-create">
            {t('apiKeys.create')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
