import { Button, Group, Menu, Table, Text } from '@mantine/core';
import { IconArrowBarToUp, IconArrowRight } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WAITING_SHOWN, type WaitingInQueue } from '../../../server/contract/waiting-calls';
import { formatPhoneNumber } from '../../desk/phone-number';
import { Elapsed } from '../elapsed';
import { SideDrawer } from '../side-drawer';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

const EVERY_MS = 2000;

/** Who waits in a queue; a supervisor decides who is helped next, and where. */
export function WaitingLine({ queueId, close }: { queueId: string; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const name = useDisplay().queue(queueId);
  const { data } = useQuery({
    queryKey: ['waiting', queueId],
    queryFn: () => api.team.waiting(queueId),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
  return (
    <SideDrawer title={t('waitingLine.heading', { name })} width={560} close={close} testId="waiting-line">
      {data?.length === 0 && <Text c="dimmed">{t('waitingLine.none')}</Text>}
      {data && data.length > 0 && (
        <Table data-testid="waiting-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('waitingLine.number')}</Table.Th>
              <Table.Th>{t('waitingLine.wants')}</Table.Th>
              <Table.Th ta="right">{t('waitingLine.since')}</Table.Th>
              <Table.Th>{t('waitingLine.act')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((each, place) => (
              <Waiting key={each.callId} waiting={each} queueId={queueId} isFirst={place === 0} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed" mt="md">
        {t('waitingLine.personal')}{' '}
        {data?.length === WAITING_SHOWN && t('waitingLine.more', { count: WAITING_SHOWN })}
      </Text>
    </SideDrawer>
  );
}

interface WaitingProps {
  readonly waiting: WaitingInQueue;
  readonly queueId: string;
  readonly isFirst: boolean;
}

function Waiting({ waiting, queueId, isFirst }: WaitingProps) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { number, customerName, topic, isCallback, since } = waiting;
  return (
    <Table.Tr data-testid="waiting-call" data-call={waiting.callId}>
      <Table.Td>
        <span className="digits">{formatPhoneNumber(number)}</span>
        {customerName !== null && <span className="cell-second">{customerName}</span>}
      </Table.Td>
      <Table.Td>
        {topic !== null && display.topic(topic)} {isCallback && t('waitingLine.callback')}
      </Table.Td>
      <Table.Td ta="right">
        <Elapsed since={since} />
      </Table.Td>
      <Table.Td>
        <Moves waiting={waiting} queueId={queueId} isFirst={isFirst} />
      </Table.Td>
    </Table.Tr>
  );
}

function Moves({ waiting: { callId }, queueId, isFirst }: WaitingProps) {
  const { t } = useTranslation();
  const { api, queues } = useSoftphone();
  const others = useObservable(queues).filter((queue) => queue.queueId !== queueId);
  const queries = useQueryClient();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const move = useCommand(async (to: { queueId: string | null; toHead: boolean }) => {
    await api.team.move(callId, { requestId, ...to });
    setRequestId(crypto.randomUUID());
    await queries.invalidateQueries({ queryKey: ['waiting'] });
  });
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowBarToUp size={14} />}
        disabled={isFirst}
        loading={move.pending}
        onClick={() => void move.run({ queueId: null, toHead: true })}
        data-testid="to-head"
      >
        {t('waitingLine.toHead')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowRight size={14} />}
            disabled={others.length === 0}
            data-testid="move-to"
          >
            {t('waitingLine.moveTo')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {others.map((queue) => (
            <Menu.Item
              key={queue.queueId}
              onClick={() => void move.run({ queueId: queue.queueId, toHead: false })}
              data-testid={`move-to-${queue.queueId}`}
            >
              {queue.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
