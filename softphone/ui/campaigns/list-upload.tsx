import { Button, FileInput, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, ListFault, ListReport } from '../../../server/contract/campaigns';
import { decodeTable } from '../../desk/decode-table';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useLookAgain } from './use-campaigns';
import { useVariables } from './use-campaign-draft';

interface ListUploadProps {
  readonly campaign: Campaign;
  readonly done: () => void;
}

interface Tried {
  readonly csv: string;
  readonly report: ListReport;
}

/** A list is tried first: every faulty line is shown, and only one without any is added. */
export function ListUpload({ campaign, done }: ListUploadProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const lookAgain = useLookAgain();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const attempt = useCommand(async (next: File) => {
    const csv = decodeTable(await next.arrayBuffer());
    setTried({ csv, report: await api.campaigns.addList(campaign.campaignId, csv, true) });
  });
  const add = useCommand(async (csv: string) => {
    const report = await api.campaigns.addList(campaign.campaignId, csv, false);
    await lookAgain();
    if (report.faults.length > 0) {
      setTried({ csv, report });
      return;
    }
    notifications.show({
      color: 'go',
      message: (
        <span data-testid="list-added">
          {t('campaigns.listAdded', { count: report.added, repeated: report.repeated })}
        </span>
      ),
      closeButtonProps: { 'aria-label': t('app.close') },
    });
    done();
  });
  const choose = (next: File | null): void => {
    setFile(next);
    setTried(null);
    if (next) void attempt.run(next);
  };
  const isGood = tried !== null && tried.report.faults.length === 0;
  return (
    <section className="campaign-part" aria-label={t('campaigns.addList')} data-testid="list-upload">
      <Group gap="sm" align="flex-end">
        <FileInput
          w={280}
          size="xs"
          label={t('maintenance.file')}
          placeholder={t('maintenance.chooseFile')}
          leftSection={<IconTable size={16} aria-hidden="true" />}
          accept=".csv,.tsv,.txt,text/csv"
          value={file}
          onChange={choose}
          data-testid="list-file"
        />
        {tried !== null && isGood && (
          <Button
            size="xs"
            loading={add.pending}
            onClick={() => void add.run(tried.csv)}
            data-testid="list-add"
          >
            {t('campaigns.addLines', { count: tried.report.added })}
          </Button>
        )}
        {attempt.pending && <Text size="sm">{t('campaigns.trying')}</Text>}
      </Group>
      {tried === null ? (
        <Columns campaign={campaign} />
      ) : isGood ? (
        <Text size="sm" c="go" mt={6} role="status" data-testid="list-good">
          {t('campaigns.listGood', { count: tried.report.added })}
        </Text>
      ) : (
        <FaultyLines faults={tried.report.faults} />
      )}
    </section>
  );
}

/** What the first row of a list may name. */
function Columns({ campaign }: Pick<ListUploadProps, 'campaign'>) {
  const { t } = useTranslation();
  const variables = useVariables(campaign.flow);
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t('campaigns.columns', { needed: ['number', ...variables].join(', ') })}
    </Text>
  );
}

const MOST_SHOWN = 200;

function FaultyLines({ faults }: { faults: readonly ListFault[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" c="stop" mt={6} role="alert" data-testid="list-faulty">
        {t('campaigns.listFaulty', { count: new Set(faults.map(({ line }) => line)).size })}
      </Text>
      <div className="faulty-lines" tabIndex={0} role="region" aria-label={t('campaigns.faults')}>
        <Table className="records" verticalSpacing={3} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              {(['line', 'field', 'fault'] as const).map((column) => (
                <Table.Th key={column}>{t(`campaigns.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.slice(0, MOST_SHOWN).map((fault, nth) => (
              <Table.Tr key={nth} data-testid="list-fault">
                <Table.Td className="digits">{fault.line}</Table.Td>
                <Table.Td>{fault.field}</Table.Td>
                <Table.Td>{t(`listFault.${fault.kind}`, { message: fault.message })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {faults.length > MOST_SHOWN && (
        <Text size="xs" c="dimmed">
          {t('campaigns.moreFaults', { count: faults.length - MOST_SHOWN })}
        </Text>
      )}
    </>
  );
}
