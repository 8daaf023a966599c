import { Button, Group, Select, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextMessageView, TextState } from '../../../server/contract/texts';
import { NumberLink } from '../customer/number-link';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { TextStateBadge } from '../texts/text-rows';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { hashOf } from '../use-route';

const states: readonly TextState[] = ['waiting', 'sent', 'delivered', 'undelivered', 'failed'];
const pageSize = 30;

/** Every text message with what became of it; one that failed may be sent again. */
export function TextMessages() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [state, setState] = useState<string | null>(null);
  const { data: ability } = useQuery({ queryKey: ['text-ability'], queryFn: api.texts.ability });
  const search = state === null ? {} : { state };
  return (
    <>
      <Group justify="space-between" mb={8}>
        <Text size="xs" c="dimmed" data-testid="text-ability">
          {ability && t(`texts.gateway-${ability.kind}`)}
          {ability?.circuit === 'open' && ` · ${t('texts.gatewayAway')}`}
        </Text>
        <Select
          size="xs"
          aria-label={t('texts.state')}
          placeholder={t('texts.anyState')}
          clearable
          data={states.map((value) => ({ value, label: t(`textState.${value}`) }))}
          value={state}
          onChange={setState}
        />
      </Group>
      <PagedList
        // From its first page again.
        key={state}
        queryKey={['texts', 'all', state]}
        load={(paging) => api.texts.list({ ...search, ...paging })}
        pageSize={pageSize}
        empty={t('texts.empty')}
      >
        {(texts) => (
          <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="texts-table">
            <Table.Tbody>
              {texts.map((text) => (
                <TextRow key={text.textId} text={text} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
    </>
  );
}

function TextRow({ text }: { text: TextMessageView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const display = useDisplay();
  const retry = useCommand(async () => {
    await api.texts.retry(text.textId);
    await queries.invalidateQueries({ queryKey: ['texts'] });
  });
  return (
    <Table.Tr data-testid="text-row" data-state={text.state} data-to={text.to}>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(text.createdAt)}</Table.Td>
      <Table.Td className="no-wrap">
        <NumberLink number={text.to} customerId={null} />
      </Table.Td>
      <Table.Td className="cell-wide">
        {text.orderId === null ? (
          text.text
        ) : (
          <a className="number-link" href={hashOf({ page: 'work-orders', orderId: text.orderId })}>
            {text.text}
          </a>
        )}
        {text.lastError !== null && <span className="cell-second">{text.lastError}</span>}
      </Table.Td>
      <Table.Td className="digits cell-quiet">
        {text.requestedBy.replace(/^(agent|supervisor):/, '')}
      </Table.Td>
      <Table.Td>
        <TextStateBadge state={text.state} />
      </Table.Td>
      <Table.Td ta="right">
        {text.state === 'failed' && (
          <Button
            size="compact-xs"
            variant="light"
            loading={retry.pending}
            onClick={() => void retry.run()}
            data-testid="text-retry"
          >
            {t('texts.retry')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
