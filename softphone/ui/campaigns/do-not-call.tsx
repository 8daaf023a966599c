import { ActionIcon, Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoNotCallRequest, DoNotCallView } from '../../../server/contract/campaigns';
import { errorSentence } from '../error-sentence';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

const kinds = ['number', 'prefix', 'customer'] as const;
const KEY = ['campaigns', 'do-not-call'];

/** Whom no campaign calls. */
export function DoNotCallList({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({ queryKey: KEY, queryFn: api.campaigns.doNotCall });
  const [searched, search] = useState('');
  const shown = (data ?? []).filter(({ value, reason }) => `${value} ${reason}`.includes(searched.trim()));
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  return (
    <>
      {mayChange && <AddEntry />}
      <TextInput
        size="xs"
        w={280}
        mb="sm"
        label={t('doNotCall.search')}
        value={searched}
        onChange={(event) => search(event.currentTarget.value)}
        data-testid="dnc-search"
      />
      {data && shown.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {t('doNotCall.none')}
        </Text>
      ) : (
        <Table className="records" verticalSpacing={5} data-testid="dnc-table">
          <Table.Thead>
            <Table.Tr>
              {(['value', 'kind', 'reason', 'until', 'by'] as const).map((column) => (
                <Table.Th key={column}>{t(`doNotCall.${column}`)}</Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((entry) => (
              <Entry key={entry.entryId} entry={entry} mayChange={mayChange} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

function Entry({ entry, mayChange }: { entry: DoNotCallView; mayChange: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const queries = useQueryClient();
  const [isAsked, ask] = useState(false);
  const { entryId, value, kind, reason, until, by, at } = entry;
  return (
    <Table.Tr data-testid="dnc-row">
      <Table.Td className="digits" fw={500}>
        {value}
      </Table.Td>
      <Table.Td>{t(`doNotCall.kind-${kind}`)}</Table.Td>
      <Table.Td>{reason}</Table.Td>
      <Table.Td className="digits no-wrap">
        {until === null ? t('doNotCall.forever') : display.date(until)}
      </Table.Td>
      <Table.Td className="no-wrap">
        {by} · {display.date(at)}
      </Table.Td>
      <Table.Td ta="right">
        {mayChange && (
          <ActionIcon
            aria-label={t('queueSetup.removeNamed', { name: value })}
            onClick={() => ask(true)}
            data-testid="dnc-remove"
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
        {isAsked && (
          <ConfirmDialog
            title={t('doNotCall.remove')}
            question={t('doNotCall.removeWhat', { value })}
            button={t('doNotCall.remove')}
            act={async () => {
              await api.campaigns.removeDoNotCall(entryId);
              await queries.invalidateQueries({ queryKey: KEY });
            }}
            close={() => ask(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const EMPTY: DoNotCallRequest = { kind: 'number', value: '', reason: '', until: null };

function AddEntry() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [entry, write] = useState(EMPTY);
  const { kind, value, reason, until } = entry;
  const add = useCommand(async () => {
    await api.campaigns.addDoNotCall({ ...entry, value: value.trim(), reason: reason.trim() });
    await queries.invalidateQueries({ queryKey: KEY });
    write({ ...EMPTY, kind });
  });
  const isReady = value.trim() !== '' && reason.trim() !== '';
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isReady) void add.run();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end" mb="sm">
        <Select
          size="xs"
          w={130}
          label={t('doNotCall.kind')}
          data={kinds.map((each) => ({ value: each, label: t(`doNotCall.kind-${each}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => write({ ...entry, kind: next ?? kind })}
          data-testid="dnc-kind"
        />
        <TextInput
          size="xs"
          w={180}
          label={t(`doNotCall.value-${kind}`)}
          maxLength={64}
          value={value}
          onChange={(event) => write({ ...entry, value: event.currentTarget.value })}
          data-testid="dnc-value"
        />
        <TextInput
          size="xs"
          className="grow"
          label={t('doNotCall.reason')}
          maxLength={200}
          value={reason}
          onChange={(event) => write({ ...entry, reason: event.currentTarget.value })}
          data-testid="dnc-reason"
        />
        <TextInput
          size="xs"
          type="date"
          label={t('doNotCall.until')}
          value={until?.slice(0, 10) ?? ''}
          onChange={({ currentTarget: { value: date } }) =>
            write({ ...entry, until: date === '' ? null : `${date}T00:00:00.000Z` })
          }
          data-testid="dnc-until"
        />
        <Button type="submit" size="xs" disabled={!isReady} loading={add.pending} data-testid="dnc-add">
          {t('doNotCall.add')}
        </Button>
      </Group>
    </form>
  );
}
