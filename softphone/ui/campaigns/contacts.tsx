import { Badge, Button, Group, Select, Table } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, ContactView } from '../../../server/contract/campaigns';
import { contactsFileUrl } from '../../api-client/campaign-api';
import { useOrderedMarks } from './use-marks';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useDisplay } from '../use-display';
import { ListUpload } from './list-upload';

const states = ['open', 'dialing', 'done'] as const;
const stateColors = { open: 'gray', dialing: 'wait', done: 'go' } as const;

interface ContactsProps {
  readonly view: CampaignView;
  readonly mayChange: boolean;
}

/** Whom a campaign calls, and what has come of it. */
export function Contacts({ view, mayChange }: ContactsProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { language } = useCodes();
  const { campaignId } = view.campaign;
  const marks = useOrderedMarks(view);
  const [state, setState] = useState<ContactView['state'] | null>(null);
  const [mark, setMark] = useState<string | null>(null);
  const [isUploading, upload] = useState(false);
  const filter = { ...(state ? { state } : {}), ...(mark ? { mark } : {}) };
  return (
    <>
      <Group gap="sm" mb="sm" align="flex-end">
        <Select
          size="xs"
          w={150}
          clearable
          label={t('campaigns.state')}
          placeholder={t('campaigns.any')}
          data={states.map((value) => ({ value, label: t(`campaigns.contact-${value}`) }))}
          value={state}
          onChange={setState}
          data-testid="contacts-state"
        />
        <Select
          size="xs"
          w={180}
          clearable
          label={t('campaigns.mark')}
          placeholder={t('campaigns.any')}
          data={marks.known.map((value) => ({ value, label: marks.word(value) }))}
          value={mark}
          onChange={setMark}
          data-testid="contacts-mark"
        />
        <div className="grow" />
        <Button
          component="a"
          href={contactsFileUrl(campaignId, filter, language)}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          data-testid="contacts-file"
        >
          {t('reports.download-csv')}
        </Button>
        {mayChange && (
          <Button
            size="xs"
            variant={isUploading ? 'filled' : 'light'}
            aria-expanded={isUploading}
            leftSection={<IconUpload size={16} aria-hidden="true" />}
            onClick={() => upload(!isUploading)}
            data-testid="list-open"
          >
            {t('campaigns.addList')}
          </Button>
        )}
      </Group>
      {isUploading && <ListUpload campaign={view.campaign} done={() => upload(false)} />}
      <PagedList
        key={`${state ?? ''} ${mark ?? ''}`}
        queryKey={['campaigns', 'contacts', campaignId, filter]}
        load={(paging) => api.campaigns.contacts(campaignId, filter, paging)}
        pageSize={50}
        empty={t(state === null && mark === null ? 'campaigns.noList' : 'campaigns.noContact')}
      >
        {(contacts) => <ContactTable contacts={contacts} word={marks.word} />}
      </PagedList>
    </>
  );
}

interface ContactTableProps {
  readonly contacts: readonly ContactView[];
  readonly word: (mark: string) => string;
}

function ContactTable({ contacts, word }: ContactTableProps) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { day } = useCodes();
  return (
    <Table className="records" verticalSpacing={5} stickyHeader data-testid="contacts-table">
      <Table.Thead>
        <Table.Tr>
          {(['number', 'name', 'state', 'attempts', 'lastResult', 'mark', 'nextAt'] as const).map(
            (column) => (
              <Table.Th key={column} ta={column === 'attempts' ? 'right' : 'left'}>
                {t(`campaigns.${column}`)}
              </Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {contacts.map((contact) => (
          <Table.Tr key={contact.contactId} data-testid="contact-row" data-state={contact.state}>
            <Table.Td className="digits">{contact.number}</Table.Td>
            <Table.Td>{contact.name || '–'}</Table.Td>
            <Table.Td>
              <Badge color={stateColors[contact.state]}>{t(`campaigns.contact-${contact.state}`)}</Badge>
            </Table.Td>
            <Table.Td ta="right" className="digits">
              {contact.attempts}
            </Table.Td>
            <Table.Td>{contact.lastResult === null ? '–' : t(`dialResult.${contact.lastResult}`)}</Table.Td>
            <Table.Td>
              {contact.mark === null ? '–' : word(contact.mark)}
              {contact.markDate !== null && ` · ${day(contact.markDate)}`}
            </Table.Td>
            <Table.Td className="digits no-wrap">
              {contact.nextAt === null ? '–' : display.date(contact.nextAt)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
