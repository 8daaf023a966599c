import { Badge, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '../../../server/contract/rest';
import { useCodes } from '../use-codes';
import { NumberLink } from './number-link';

export const statusColors = { active: 'go', suspended: 'wait', closed: 'gray' } as const;

export function LineTable({ lines, customerId }: { lines: CustomerCard['lines']; customerId: string }) {
  const { t } = useTranslation();
  const codes = useCodes();
  if (lines.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {t('customer.noLines')}
      </Text>
    );
  }
  return (
    <Table verticalSpacing={5} horizontalSpacing={8} aria-label={t('customer.lines')}>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.lineId}>
            <Table.Td className="no-wrap">
              {line.kind === 'broadband' ? (
                <span className="digits">{line.number}</span>
              ) : (
                <NumberLink number={line.number} customerId={customerId} />
              )}
            </Table.Td>
            <Table.Td className="no-wrap">{t(`customer.${line.kind}`)}</Table.Td>
            <Table.Td>
              <Badge color={statusColors[line.status]}>{t(`customer.${line.status}`)}</Badge>
            </Table.Td>
            <Table.Td c="dimmed">
              {line.address}
              {line.features.length > 0 && (
                <Text size="xs" c="dimmed" span display="block">
                  {line.features.map(codes.feature).join(' · ')}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
