import { Button, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackView } from '../../../server/contract/callbacks';
import { formatPhoneNumber } from '../../desk/phone-number';
import { NumberLink } from '../customer/number-link';
import { Elapsed } from '../elapsed';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';

const EVERY_MS = 10_000;

/** Who is to be called back, first asked first. */
export function Callbacks() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const display = useDisplay();
  const queries = useQueryClient();
  const [cancelled, cancel] = useState<CallbackView | null>(null);
  const { data } = useQuery({
    queryKey: ['callbacks'],
    queryFn: api.queueConfig.callbacks,
    refetchInterval: EVERY_MS,
  });
  if (!data) return null;
  return (
    <section aria-label={t('callbacks.heading')}>
      <Title order={2} size="h5" mt="xl" mb="xs">
        {t('callbacks.heading')}
      </Title>
      {data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('callbacks.none')}
        </Text>
      ) : (
        <Table data-testid="callbacks">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('callbacks.number')}</Table.Th>
              <Table.Th>{t('queues.name')}</Table.Th>
              <Table.Th ta="right">{t('callbacks.since')}</Table.Th>
              <Table.Th ta="right">{t('callbacks.attempts')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((callback) => (
              <Table.Tr key={callback.callbackId} data-testid="callback">
                <Table.Td>
                  <NumberLink number={callback.number} customerId={null} />
                </Table.Td>
                <Table.Td>{display.queue(callback.queueId)}</Table.Td>
                <Table.Td ta="right">
                  <Elapsed since={callback.waitingSince} />
                </Table.Td>
                <Table.Td ta="right" className="digits">
                  {callback.attempts}
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => cancel(callback)}
                    data-testid="callback-cancel"
                  >
                    {t('callbacks.cancel')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {cancelled && (
        <ConfirmDialog
          title={t('callbacks.cancel')}
          question={t('callbacks.cancelWhat', { number: formatPhoneNumber(cancelled.number) })}
          button={t('callbacks.cancel')}
          act={() =>
            api.queueConfig
              .cancelCallback(cancelled.callbackId)
              .finally(() => queries.invalidateQueries({ queryKey: ['callbacks'] }))
          }
          close={() => cancel(null)}
        />
      )}
    </section>
  );
}
