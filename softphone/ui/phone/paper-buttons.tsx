import { Button, Group } from '@mantine/core';
import { IconChecklist, IconClipboardPlus, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { otherNumber, type CallView } from '../../desk/call-view';
import { useDesk, useUi } from '../softphone-context';

/** What comes of a call on paper: a work order, a fax, a task. Also while it is wrapped up. */
export function PaperButtons({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { newOrder, newFax, newTask } = useUi();
  const desk = useDesk();
  const call = 'call' in view ? view.call : null;
  // What colleagues say to each other comes to no paper.
  if (!call || call.direction === 'internal') return null;
  const customer = desk?.customers[0] ?? null;
  const customerId = customer?.customerId ?? null;
  const { callId } = call;
  const number = otherNumber(call);
  return (
    <Group grow preventGrowOverflow={false} wrap="nowrap" gap={8} mt={10}>
      <Button
        size="xs"
        px={6}
        variant="default"
        leftSection={<IconClipboardPlus size={16} />}
        // The server knows the call's customer.
        onClick={() => newOrder.set({ callId, customerId: null })}
        title="Alt + W"
        data-testid="order-from-call"
      >
        {t('newOrder.button')}
      </Button>
      <Button
        size="xs"
        px={6}
        variant="default"
        leftSection={<IconPrinter size={16} />}
        onClick={() => newFax.set({ to: number, callId, customerId, itemId: null })}
        data-testid="fax-from-call"
      >
        {t('fax.toCaller')}
      </Button>
      <Button
        size="xs"
        px={6}
        variant="default"
        leftSection={<IconChecklist size={16} />}
        onClick={() => newTask.set({ callId, customer, agentId: null })}
        title="Alt + I"
        data-testid="task-from-call"
      >
        {t('tasks.fromCall')}
      </Button>
    </Group>
  );
}
