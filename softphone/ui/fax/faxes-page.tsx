import { Badge, Button, Group, Pagination, Select, Table, Text, Title } from '@mantine/core';
import { IconFileText, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaxState, FaxSummary, FaxView } from '../../../server/contract/fax';
import { faxDocumentUrl } from '../../api-client/fax-api';
import { faxTrouble, isUnderWay, mayRetry } from '../../desk/fax-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { errorSentence } from '../error-sentence';
import { useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

const pageSize = 25;
/** While faxes are sent, how they go is worth a look this often. */
const refreshMs = 5000;

/** Faxes sent and on their way. */
export function FaxesPage() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { newFax } = useUi();
  const [state, setState] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const search = { ...(state === null ? {} : { state }), page, pageSize };
  const { data, error } = useQuery({
    queryKey: ['faxes', search],
    queryFn: () => api.faxes.list(search),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: shown } }) =>
      shown?.items.some((fax) => isUnderWay(fax.state)) ? refreshMs : 4 * refreshMs,
  });
  const pages = data ? Math.ceil(data.total / pageSize) : 0;
  return (
    <main className="card page" aria-label={t('fax.heading')} data-testid="faxes-page">
      <Group justify="space-between" mb={8}>
        <Title order={2} size="h4">
          {t('fax.heading')}
        </Title>
        <Group gap={10}>
          <Ability />
          <Select
            size="xs"
            aria-label={t('fax.state')}
            placeholder={t('fax.anyState')}
            clearable
            data={(Object.keys(stateColors) as FaxState[]).map((value) => ({
              value,
              label: t(`faxState.${value}`),
            }))}
            value={state}
            onChange={(value) => {
              setState(value);
              setPage(1);
            }}
          />
          <Button
            size="xs"
            leftSection={<IconPlus size={16} />}
            onClick={() => newFax.set({ to: '', callId: null, customerId: null, itemId: null })}
            data-testid="new-fax"
          >
            {t('fax.new')}
          </Button>
        </Group>
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      <div className="page-scroll">
        <FaxTable faxes={data?.items ?? []} />
        {data?.items.length === 0 && (
          <Text c="dimmed" size="sm" ta="center" mt="xl" role="status">
            {t('fax.empty')}
          </Text>
        )}
      </div>
      {pages > 1 && <Pagination size="xs" mt={8} total={pages} value={page} onChange={setPage} />}
    </main>
  );
}

function Ability() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({ queryKey: ['fax-ability'], queryFn: api.faxes.ability });
  if (!data) return null;
  return (
    <Text
      size="xs"
      c={data.able ? 'dimmed' : 'var(--mantine-color-stop-light-color)'}
      role={data.able ? undefined : 'alert'}
      data-testid="fax-ability"
    >
      {data.able ? t('fax.lines', { ...data }) : t('fax.unable', { reason: data.reason })}
    </Text>
  );
}

function FaxTable({ faxes }: { faxes: readonly FaxSummary[] }) {
  const { t } = useTranslation();
  return (
    <Table
      className="records"
      stickyHeader
      verticalSpacing={6}
      horizontalSpacing={8}
      aria-label={t('fax.list')}
      data-testid="faxes-table"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('fax.when')}</Table.Th>
          <Table.Th>{t('fax.to')}</Table.Th>
          <Table.Th>{t('fax.title')}</Table.Th>
          <Table.Th ta="right">{t('fax.pages')}</Table.Th>
          <Table.Th>{t('fax.by')}</Table.Th>
          <Table.Th>{t('fax.state')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {faxes.map((fax) => (
          <FaxRow key={fax.faxId} fax={fax} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const stateColors: Readonly<Record<FaxState, string>> = {
  queued: 'brand',
  sending: 'brand',
  failed: 'wait',
  sent: 'go',
  'given-up': 'stop',
  cancelled: 'gray',
};

function FaxRow({ fax }: { fax: FaxSummary }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const trouble = faxTrouble(fax);
  const notes = [
    trouble === null ? '' : t(`faxOutcome.${trouble}`),
    isUnderWay(fax.state) && fax.nextAttemptAt !== null
      ? t('fax.next', { when: display.date(fax.nextAttemptAt) })
      : '',
    fax.attempts > 1 ? `${t('fax.attempts')} ${String(fax.attempts)}` : '',
  ];
  return (
    <Table.Tr data-testid="fax-row" data-fax-id={fax.faxId} data-state={fax.state}>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(fax.createdAt)}</Table.Td>
      <Table.Td className="digits no-wrap">
        {fax.to === null ? t('fax.callersMachine') : formatPhoneNumber(fax.to)}
      </Table.Td>
      <Table.Td className="cell-wide">
        <a
          className="number-link"
          href={faxDocumentUrl(fax.faxId)}
          download
          aria-label={t('fax.download', { title: fax.title })}
        >
          <IconFileText size={14} aria-hidden="true" />
          {fax.title === '' ? '–' : fax.title}
        </a>
      </Table.Td>
      <Table.Td ta="right" className="digits">
        {fax.pages}
      </Table.Td>
      <Table.Td className="digits cell-quiet">{fax.requestedBy.replace(/^agent:/, '')}</Table.Td>
      <Table.Td>
        <Badge color={stateColors[fax.state]}>{t(`faxState.${fax.state}`)}</Badge>
        <span className="cell-second digits">{notes.filter((note) => note !== '').join(' · ')}</span>
      </Table.Td>
      <Table.Td ta="right">
        <FaxMoves fax={fax} />
      </Table.Td>
    </Table.Tr>
  );
}

function FaxMoves({ fax }: { fax: FaxSummary }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const act = useCommand(async (move: (faxId: string) => Promise<FaxView>) => {
    await move(fax.faxId);
    await queries.invalidateQueries({ queryKey: ['faxes'] });
  });
  if (mayRetry(fax.state)) {
    return (
      <Button
        size="compact-xs"
        variant="light"
        loading={act.pending}
        onClick={() => void act.run(api.faxes.retry)}
        data-testid="fax-retry"
      >
        {t('fax.retry')}
      </Button>
    );
  }
  if (!isUnderWay(fax.state)) return null;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={act.pending}
      onClick={() => void act.run(api.faxes.cancel)}
      data-testid="fax-cancel"
    >
      {t('fax.cancel')}
    </Button>
  );
}
