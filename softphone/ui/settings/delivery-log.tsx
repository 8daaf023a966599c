import { Badge, Button, Pagination, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView, WebhookView } from '../../../server/contract/integration';
import { errorSentence } from '../error-sentence';
import { SideDrawer } from '../side-drawer';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

const stateColors: Readonly<Record<DeliveryView['state'], string>> = {
  pending: 'wait',
  delivered: 'go',
  failed: 'stop',
};

/** What was sent to one receiver, newest first; anything of it can be sent again. */
export function DeliveryLog({ webhook, close }: { webhook: WebhookView; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [page, setPage] = useState(1);
  const { data, error } = useQuery({
    queryKey: ['deliveries', webhook.webhookId, page],
    queryFn: () => api.settings.deliveries(webhook.webhookId, page),
    refetchInterval: 10_000,
  });
  const pages = data ? Math.ceil(data.total / data.pageSize) : 0;
  return (
    <SideDrawer
      title={t('webhooks.logOf', { name: webhook.name })}
      width={640}
      close={close}
      testId="delivery-log"
    >
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.items.length === 0 && <Text c="dimmed">{t('webhooks.noDeliveries')}</Text>}
      {data && data.items.length > 0 && (
        <Table className="records" verticalSpacing={5} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('webhooks.when')}</Table.Th>
              <Table.Th>{t('webhooks.event')}</Table.Th>
              <Table.Th ta="right">{t('webhooks.attempts')}</Table.Th>
              <Table.Th>{t('webhooks.answer')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((delivery) => (
              <DeliveryRow key={delivery.deliveryId} delivery={delivery} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {pages > 1 && <Pagination size="xs" mt="sm" total={pages} value={page} onChange={setPage} />}
    </SideDrawer>
  );
}

function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const display = useDisplay();
  const replay = useCommand(async () => {
    await api.settings.replay(delivery.webhookId, delivery.deliveryId);
    await queries.invalidateQueries({ queryKey: ['deliveries', delivery.webhookId] });
  });
  return (
    <Table.Tr data-testid="delivery-row" data-state={delivery.state}>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(delivery.createdAt)}</Table.Td>
      <Table.Td>{delivery.eventType}</Table.Td>
      <Table.Td ta="right" className="digits">
        {delivery.attempts}
      </Table.Td>
      <Table.Td>
        <Badge color={stateColors[delivery.state]} title={delivery.lastError ?? undefined}>
          {t(`webhooks.state-${delivery.state}`)}
          {delivery.attempts > 0 && ` · ${String(delivery.lastStatus ?? t('webhooks.noAnswer'))}`}
        </Badge>
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-xs"
          variant="subtle"
          loading={replay.pending}
          onClick={() => void replay.run()}
          data-testid="replay"
        >
          {t('webhooks.replay')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
