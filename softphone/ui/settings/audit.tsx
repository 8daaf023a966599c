import { Group, Select, Table, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActSchema, auditActs, type AuditEntry } from '../../../server/contract/audit';
import { PagedList } from '../paged-list';
import { useSoftphone, useUi } from '../softphone-context';
import { useBreakReasons } from '../use-break-reasons';
import { useDisplay } from '../use-display';

const pageSize = 30;

/** What supervisors did, newest first. */
export function Audit() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [act, setAct] = useState<string | null>(null);
  const search = act === null ? {} : { act: auditActSchema.parse(act) };
  return (
    <>
      <Group justify="flex-end" mb={8}>
        <Select
          size="xs"
          aria-label={t('audit.act')}
          placeholder={t('audit.anyAct')}
          clearable
          data={auditActs.map((value) => ({ value, label: t(`audit.${value}`) }))}
          value={act}
          onChange={setAct}
          data-testid="audit-act"
        />
      </Group>
      <PagedList
        // From its first page again.
        key={act}
        queryKey={['audit', act]}
        load={(paging) => api.team.acts({ ...search, ...paging })}
        pageSize={pageSize}
        empty={t('audit.none')}
      >
        {(entries) => (
          <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="audit-table">
            <Table.Thead>
              <Table.Tr>
                {(['at', 'who', 'what', 'whom'] as const).map((column) => (
                  <Table.Th key={column}>{t(`audit.${column}`)}</Table.Th>
                ))}
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map((entry) => (
                <AuditRow key={entry.entryId} entry={entry} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
    </>
  );
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { date } = useDisplay();
  const { detailCallId } = useUi();
  const what = useWhat(entry);
  const { act, at, name, login, toAgentId, details } = entry;
  const callId = entry.callId ?? (typeof details['callId'] === 'string' ? details['callId'] : null);
  return (
    <Table.Tr data-testid="audit-row" data-act={act}>
      <Table.Td className="digits no-wrap cell-quiet">{date(at)}</Table.Td>
      <Table.Td>
        {name}
        <span className="cell-second">{login}</span>
      </Table.Td>
      <Table.Td className="cell-wide">
        {t(`audit.${act}`)}
        {what !== '' && <span className="cell-second">{what}</span>}
      </Table.Td>
      <Table.Td className="digits">
        {toAgentId ?? (typeof details['sent'] === 'number' && t('audit.toAll', { count: details['sent'] }))}
      </Table.Td>
      <Table.Td ta="right">
        {callId !== null && (
          <UnstyledButton className="number-link" onClick={() => detailCallId.set(callId)}>
            {t('audit.call')}
          </UnstyledButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** What exactly was asked for, in words. */
function useWhat({ act, details, queueId }: AuditEntry): string {
  const { t } = useTranslation();
  const display = useDisplay();
  const { nameOf } = useBreakReasons();
  const text = (name: string): string => (typeof details[name] === 'string' ? details[name] : '');
  switch (act) {
    case 'supervise':
      return text('mode') === '' ? '' : t(`supervision.${text('mode') as 'listen'}`);
    case 'presence':
      return text('presence') === 'ready'
        ? t('team.free')
        : [t('status.break'), text('reason') && nameOf(text('reason'))].filter(Boolean).join(' · ');
    case 'log-out':
      return text('when') === 'now' ? t('audit.when-now') : t('audit.when-done');
    case 'message':
      return text('text');
    case 'move-call': {
      const [from, to] = [text('fromQueueId'), queueId ?? ''].map((id) => display.queue(id));
      const where = from === to ? (to ?? '') : t('audit.fromTo', { from, to });
      return details['toHead'] === true ? `${where} · ${t('audit.toHead')}` : where;
    }
    case 'assign':
      return t('audit.fromTo', { from: text('before') || '–', to: text('after') || '–' });
    case 'take-over-failed':
      return text('reason');
    case 'test-call':
      return text('campaignId');
    case 'take-over':
      return '';
  }
}
