import { Avatar, Badge, Group, Text, Title } from '@mantine/core';
import { IconBuilding, IconBuildingBank, IconNotes, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { CallList } from '../call-list';
import { LineTable } from './line-table';
import { NumberLink } from './number-link';

const kindIcons = { person: IconUser, company: IconBuilding, 'key-account': IconBuildingBank };

export function CustomerCardView({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const KindIcon = kindIcons[customer.kind];
  return (
    <article
      aria-label={t('customer.card')}
      data-testid="customer-card"
      data-customer-id={customer.customerId}
    >
      <Group wrap="nowrap" gap="md" align="flex-start">
        <Avatar color="brand" size={48} radius="md" alt="">
          <KindIcon size={26} />
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
          <Group gap={14} mt={4} component="ul" className="plain-list" aria-label={t('customer.numbers')}>
            {customer.numbers.map((number) => (
              <li key={number}>
                <NumberLink number={number} customerId={customer.customerId} />
              </li>
            ))}
          </Group>
        </div>
      </Group>
      <dl className="facts">
        <Fact name={t('customer.contract')} value={customer.contractNumber} digits />
        <Fact name={t('customer.address')} value={customer.address} />
      </dl>
      {customer.notes !== '' && (
        <div className="customer-notes">
          <IconNotes size={18} aria-hidden="true" />
          <Text size="sm" className="pre-wrap">
            <span className="for-screen-readers">{t('customer.notes')}: </span>
            {customer.notes}
          </Text>
        </div>
      )}
      <h3 className="section-title">{t('customer.lines')}</h3>
      <LineTable lines={customer.lines} customerId={customer.customerId} />
      <h3 className="section-title">{t('customer.recentCalls')}</h3>
      <CallList
        calls={customer.recentCalls}
        empty={t('customer.noCalls')}
        label={t('customer.recentCalls')}
        testId="customer-call"
        about="agent"
      />
    </article>
  );
}

function Fact({ name, value, digits = false }: { name: string; value: string | null; digits?: boolean }) {
  if (value === null || value === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={digits ? 'digits' : undefined}>{value}</dd>
    </div>
  );
}
