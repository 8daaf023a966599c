import { Badge, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { formatPhoneNumber } from '../../desk/phone-number';
import { CallList } from '../call-list';
import { useCodes } from '../use-codes';
import { CustomerOrders } from '../work-orders/customer-orders';
import { LineTable, statusColors } from './line-table';

/** What he has with us, and why he called lately. */
export function CustomerOverview({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  return (
    <>
      <CustomerOrders customerId={customer.customerId} />
      <h3 className="section-title section-title-first">{t('customer.lines')}</h3>
      <LineTable lines={customer.lines} customerId={customer.customerId} />
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
