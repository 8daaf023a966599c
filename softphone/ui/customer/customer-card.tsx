import { ActionIcon, Avatar, Badge, Group, Text, Title, Tooltip } from '@mantine/core';
import {
  IconBuilding,
  IconBuildingBank,
  IconNotes,
  IconPencil,
  IconPin,
  IconUser,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { CustomerGlance } from './customer-glance';
import { CustomerTabs } from './customer-tabs';
import { NumberLink } from './number-link';

const EditCustomerDialog = lazy(() =>
  import('./edit-customer-dialog').then(({ EditCustomerDialog: component }) => ({ default: component })),
);

const kindIcons = { person: IconUser, company: IconBuilding, 'key-account': IconBuildingBank };

export function CustomerCardView({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  return (
    <article
      aria-label={t('customer.card')}
      data-testid="customer-card"
      data-customer-id={customer.customerId}
      data-version={customer.version}
    >
      <CardHead customer={customer} />
      <CustomerGlance customer={customer} />
      <Remarks customer={customer} />
      <CustomerTabs key={customer.customerId} customer={customer} />
    </article>
  );
}

function CardHead({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const KindIcon = kindIcons[customer.kind];
  return (
    <Group wrap="nowrap" gap="md" align="flex-start">
      <Avatar color="brand" size={44} radius="md" alt="">
        <KindIcon size={24} />
      </Avatar>
      <div className="grow">
        <Group gap={8}>
          <Title order={2} size="h3" data-testid="customer-name">
            {customer.name}
          </Title>
          <Badge color={customer.kind === 'key-account' ? 'wait' : 'brand'}>
            {t(`customer.${customer.kind}`)}
          </Badge>
        </Group>
        <Group gap={14} mt={2} component="ul" className="plain-list" aria-label={t('customer.numbers')}>
          {customer.numbers.map((number) => (
            <li key={number}>
              <NumberLink number={number} customerId={customer.customerId} />
            </li>
          ))}
        </Group>
      </div>
      <Tooltip label={t('record.edit')}>
        <ActionIcon
          size="lg"
          aria-label={t('record.edit')}
          onClick={() => setEditing(true)}
          data-testid="customer-edit"
        >
          <IconPencil size={18} />
        </ActionIcon>
      </Tooltip>
      <Suspense fallback={null}>
        {editing && <EditCustomerDialog customer={customer} close={() => setEditing(false)} />}
      </Suspense>
    </Group>
  );
}

/** What everybody who talks to him should know: the standing remark and what was pinned. */
function Remarks({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const pinned = customer.latestNotes.filter((note) => note.pinned);
  if (customer.notes === '' && pinned.length === 0) return null;
  return (
    <div className="customer-notes" data-testid="customer-remarks">
      {customer.notes !== '' && (
        <div className="customer-remark">
          <IconNotes size={16} aria-hidden="true" />
          <Text size="sm" className="pre-wrap">
            <span className="for-screen-readers">{t('customer.notes')}: </span>
            {customer.notes}
          </Text>
        </div>
      )}
      {pinned.map((note) => (
        <div key={note.noteId} className="customer-remark">
          <IconPin size={16} aria-hidden="true" />
          <Text size="sm" className="pre-wrap">
            <span className="for-screen-readers">{t('record.pinned')}: </span>
            {note.text}
          </Text>
        </div>
      ))}
    </div>
  );
}
