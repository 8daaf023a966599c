import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { CallList } from '../call-list';
import { useRole } from '../softphone-context';
import { useCodes } from '../use-codes';
import { CustomerOrders } from '../work-orders/customer-orders';
import { LineTable, statusColors } from './line-table';

const AccountDialog = lazy(() =>
  import('./account-dialog').then(({ AccountDialog: component }) => ({ default: component })),
);

/** What he has with us, and why he called lately. */
export function CustomerOverview({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const keeps = useRole() !== 'agent';
  const [added, add] = useState<'line' | 'contract' | null>(null);
  return (
    <>
      <CustomerOrders customerId={customer.customerId} />
      <h3 className="section-title section-title-first">{t('customer.lines')}</h3>
      <LineTable lines={customer.lines} customerId={customer.customerId} />
      {keeps && (
        <Group gap={6} mt={6}>
          {(['line', 'contract'] as const).map((what) => (
            <Button
              key={what}
              size="compact-xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => add(what)}
              data-testid={`customer-add-${what}`}
            >
              {what === 'line' ? t('record.addLine') : t('record.addContract')}
            </Button>
          ))}
        </Group>
      )}
      <Suspense fallback={null}>
        {added && <AccountDialog customer={customer} what={added} close={() => add(null)} />}
      </Suspense>
      {customer.contracts.length > 0 && (
        <>
          <h3 className="section-title">{t('record.contracts')}</h3>
          <ContractTable contracts={customer.contracts} />
        </>
      )}
      <h3 className="section-title">{t('customer.recentCalls')}</h3>
      <CallList
        calls={customer.recentCalls.slice(0, 3)}
        empty={t('customer.noCalls')}
        label={t('customer.recentCalls')}
        testId="customer-recent-call"
        about="agent"
      />
    </>
  );
}

function ContractTable({ contracts }: { contracts: CustomerCard['contracts'] }) {
  const { t } = useTranslation();
  const codes = useCodes();
  return (
    <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('record.contracts')}>
      <Table.Tbody>
        {contracts.map((contract) => (
          <Table.Tr key={contract.contractId}>
            <Table.Td className="no-wrap digits">{contract.contractNumber}</Table.Td>
            <Table.Td className="no-wrap">
              <Badge className="no-shrink" color={statusColors[contract.status]}>
                {t(`customer.${contract.status}`)}
              </Badge>
            </Table.Td>
            <Table.Td c="dimmed" className="no-wrap">
              {contract.since !== null && t('record.since', { day: codes.day(contract.since) })}
            </Table.Td>
            <Table.Td c="dimmed">
              <Text size="xs" className="digits">
                {contract.lineNumbers.map(formatPhoneNumber).join(' · ')}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
