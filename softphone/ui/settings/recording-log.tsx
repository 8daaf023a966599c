import { Badge, Table, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordingLogEntry } from '../../../server/contract/recordings';
import { PagedList } from '../paged-list';
import { useSoftphone, useUi } from '../softphone-context';
import { useDisplay } from '../use-display';

const colors = { held: 'wait', released: 'gray', deleted: 'stop', refused: 'stop' } as const;
const columns = ['deed', 'at', 'who', 'why', 'queue', 'checksum'] as const;

/** What was done with recordings, for good: deleted, held, let go, and refused to be played. */
export function RecordingLog() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <PagedList
      queryKey={['recording-log']}
      load={(paging) => api.recording.log(paging)}
      pageSize={30}
      empty={t('recordingLog.none')}
    >
      {(entries) => (
        <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="recording-log">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{t(`recordingLog.${column}`)}</Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <LogRow key={`${entry.at} ${entry.recordingId}`} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
}

function LogRow({ entry }: { entry: RecordingLogEntry }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { detailCallId } = useUi();
  const { deed, at, by, why, days, queueId, packId, sha256, callId } = entry;
  const ofTalk = queueId === null ? '–' : display.queue(queueId);
  const whose = packId === null ? ofTalk : t('recordingLog.messageOf', { pack: packId });
  return (
    <Table.Tr data-testid="recording-log-row" data-deed={deed}>
      <Table.Td>
        <Badge color={colors[deed]}>{t(`recordingLog.${deed}`)}</Badge>
      </Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(at)}</Table.Td>
      <Table.Td>
        {by === null ? t('recordingLog.rule') : by.name}
        {by !== null && <span className="cell-second">{by.login}</span>}
      </Table.Td>
      <Table.Td className="cell-wide cell-long">
        {why ?? (days === null ? '' : t('recordingLog.afterDays', { days }))}
      </Table.Td>
      <Table.Td>{whose}</Table.Td>
      <Table.Td className="digits" title={sha256 ?? ''}>
        {sha256 === null ? '–' : sha256.slice(0, 12)}
      </Table.Td>
      <Table.Td ta="right">
        <UnstyledButton className="number-link" onClick={() => detailCallId.set(callId)}>
          {t('recordingLog.call')}
        </UnstyledButton>
      </Table.Td>
    </Table.Tr>
  );
}
