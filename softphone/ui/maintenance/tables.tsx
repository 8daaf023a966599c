import {
  Anchor,
  Badge,
  Button,
  FileInput,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { IconDownload, IconTable } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView, TableName } from '../../../server/contract/maintenance';
import type { UserView } from '../../../server/contract/rest';
import { exportUrl } from '../../api-client/maintenance-api';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { ImportReport, importColors } from './import-report';
import { UndoDialog } from './undo-dialog';

const tables = [
  'customers',
  'lines',
  'directory',
  'information',
  'bills',
] as const satisfies readonly TableName[];

/** Whole tables out, and in again: tried first, then all of it or nothing. */
export function Tables({ user }: { user: UserView }) {
  return (
    <>
      <Exports />
      <ImportForm user={user} />
      <RecentImports user={user} />
    </>
  );
}

function Exports() {
  const { t } = useTranslation();
  const { language } = useCodes();
  return (
    <section>
      <h2 className="section-title section-title-first">{t('maintenance.export')}</h2>
      <Group gap={16} mt={6}>
        {tables.map((table) => (
          <Anchor
            key={table}
            size="sm"
            href={exportUrl(table, language)}
            download
            data-testid={`export-${table}`}
          >
            <IconDownload size={14} aria-hidden="true" /> {t(`maintenance.table-${table}`)}
          </Anchor>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t('maintenance.exportHint')}
      </Text>
    </section>
  );
}

function ImportForm({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [table, setTable] = useState<TableName>('customers');
  const [existing, setExisting] = useState<ImportView['existing']>('update');
  const [file, setFile] = useState<File | null>(null);
  const [why, setWhy] = useState('');
  const [report, setReport] = useState<ImportView | null>(null);
  const attempt = useCommand(async () => {
    if (file) setReport(await api.maintenance.tryImport({ table, existing, why: why.trim() }, file));
    await queries.invalidateQueries({ queryKey: ['imports'] });
  });
  const canTry = file !== null && why.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canTry) void attempt.run();
      }}
    >
      <h2 className="section-title">{t('maintenance.import')}</h2>
      <Group gap={10} align="flex-end" mt={6}>
        <Select
          w={140}
          label={t('maintenance.table')}
          allowDeselect={false}
          data={tables.map((name) => ({ value: name, label: t(`maintenance.table-${name}`) }))}
          value={table}
          onChange={(name) => setTable(name ?? table)}
          data-testid="import-table"
        />
        <FileInput
          w={220}
          label={t('maintenance.file')}
          placeholder={t('maintenance.chooseFile')}
          leftSection={<IconTable size={16} />}
          accept=".csv,.tsv,.txt,text/csv"
          value={file}
          onChange={(next) => {
            setFile(next);
            setReport(null);
          }}
          data-testid="import-file"
        />
        <div>
          <Text size="sm" fw={500}>
            {t('maintenance.existing')}
          </Text>
          <SegmentedControl
            size="sm"
            aria-label={t('maintenance.existing')}
            value={existing}
            onChange={setExisting}
            data={(['update', 'refuse'] as const).map((way) => ({
              value: way,
              label: t(`maintenance.existing-${way}`),
            }))}
          />
        </div>
        <TextInput
          className="grow"
          miw={140}
          label={t('maintenance.why')}
          required
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="import-why"
        />
        <Button type="submit" disabled={!canTry} loading={attempt.pending} data-testid="import-try">
          {t('maintenance.try')}
        </Button>
      </Group>
      {report ? (
        <ImportReport report={report} user={user} update={setReport} />
      ) : (
        <Text size="xs" c="dimmed" mt={4}>
          {t('maintenance.tryHint')}
        </Text>
      )}
    </form>
  );
}

function RecentImports({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const [undone, setUndone] = useState<ImportView | null>(null);
  const [looked, look] = useState<ImportView | null>(null);
  return (
    <section>
      <h2 className="section-title">{t('maintenance.recent')}</h2>
      <PagedList
        queryKey={['imports']}
        load={(paging) => api.maintenance.imports(paging)}
        pageSize={10}
        empty={t('maintenance.noImports')}
      >
        {(imports) => (
          <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('maintenance.recent')}>
            <Table.Tbody>
              {imports.map((each) => (
                <Table.Tr key={each.importId} data-testid="import" data-state={each.state}>
                  <Table.Td className="no-wrap">{display.date(each.createdAt)}</Table.Td>
                  <Table.Td className="no-wrap">{t(`maintenance.table-${each.table}`)}</Table.Td>
                  <Table.Td>{each.fileName}</Table.Td>
                  <Table.Td>
                    {each.committedBy === null || each.committedBy === each.who
                      ? each.who
                      : `${each.who}, ${each.committedBy}`}{' '}
                    · {each.why}
                  </Table.Td>
                  <Table.Td>
                    <Badge className="no-shrink" color={importColors[each.state]}>
                      {t(`maintenance.state-${each.state}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td ta="right">
                    {each.state === 'checked' && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        onClick={() => look(each)}
                        data-testid="import-look"
                      >
                        {t('maintenance.look')}
                      </Button>
                    )}
                    {each.state === 'done' && (
                      <Button size="compact-xs" variant="default" onClick={() => setUndone(each)}>
                        {t('maintenance.undo')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
      {looked && (
        <Modal
          opened
          size="lg"
          onClose={() => look(null)}
          title={looked.fileName || t(`maintenance.table-${looked.table}`)}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <ImportReport report={looked} user={user} update={look} />
        </Modal>
      )}
      {undone && (
        <UndoDialog
          title={t('maintenance.undoImportHeading')}
          act={(why) => api.maintenance.undoImport(undone.importId, why)}
          close={() => setUndone(null)}
        />
      )}
    </section>
  );
}
