import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useDisplay } from '../use-display';

type Leg = CallDetail['legs'][number];

export function CallLegs({ legs }: { legs: readonly Leg[] }) {
  const { t } = useTranslation();
  const display = useDisplay();
  return (
    <Table verticalSpacing={4} horizontalSpacing={8} aria-label={t('detail.legs')}>
      <Table.Tbody>
        {legs.map((leg) => (
          <Table.Tr key={leg.legId}>
            <Table.Td>
              {leg.role === 'customer'
                ? `${t('detail.customerLeg')} ${formatPhoneNumber(leg.number ?? '')}`
                : t('detail.agentLeg', { agentId: leg.agentId ?? '' })}
            </Table.Td>
            <Table.Td className="digits no-wrap">{display.date(leg.startedAt)}</Table.Td>
            <Table.Td className="digits" ta="right">
              {lasted(leg) ?? t('detail.notAnswered')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function lasted({ answeredAt, endedAt }: Leg): string | null {
  if (answeredAt === null) return null;
  return formatDuration((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(answeredAt));
}
