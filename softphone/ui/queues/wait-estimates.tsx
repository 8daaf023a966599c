import { Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** How good it was of late what waiting callers were told. */
export function WaitEstimates() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const { data } = useQuery({
    queryKey: ['wait-estimates'],
    queryFn: () => {
      const now = Date.now();
      return api.queueConfig.waitEstimates(new Date(now - DAY_MS).toISOString(), new Date(now).toISOString());
    },
    refetchInterval: MINUTE_MS,
  });
  if (!data) return null;
  const seconds = (value: number | null): string =>
    value === null ? '–' : t('estimates.seconds', { value: Math.round(value) });
  return (
    <section aria-label={t('estimates.heading')}>
      <Title order={2} size="h5" mt="xl" mb="xs">
        {t('estimates.heading')}
      </Title>
      {data[0]?.told === 0 ? (
        <Text size="sm" c="dimmed">
          {t('estimates.none')}
        </Text>
      ) : (
        <>
          <Table data-testid="wait-estimates">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('queues.name')}</Table.Th>
                {(['told', 'answered', 'median', 'absolute', 'close'] as const).map((column) => (
                  <Table.Th key={column} ta="right">
                    {t(`estimates.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((each) => (
                <Table.Tr key={each.queueId ?? ''}>
                  <Table.Td fw={500}>
                    {each.queueId === null ? t('estimates.all') : display.queue(each.queueId)}
                  </Table.Td>
                  {[
                    String(each.told),
                    String(each.answered),
                    seconds(each.medianErrorS),
                    seconds(each.meanAbsoluteErrorS),
                    each.closeShare === null ? '–' : `${String(Math.round(each.closeShare * 100))} %`,
                  ].map((text, column) => (
                    <Table.Td key={column} ta="right" className="digits">
                      {text}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt={6}>
            {t('estimates.hint')}
          </Text>
        </>
      )}
    </section>
  );
}
