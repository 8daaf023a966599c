import { Badge, Tooltip } from '@mantine/core';
import { IconAlarm, IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OrderPriority, OrderState, OrderSummary } from '../../../server/contract/tickets';
import { dueOf, spanOf } from '../../desk/work-order-view';
import { useDisplay } from '../use-display';
import { useNow } from '../use-now';

const stateColors: Readonly<Record<OrderState, string>> = {
  open: 'wait',
  assigned: 'brand',
  'in-progress': 'brand',
  'waiting-for-customer': 'gray',
  'return-call': 'wait',
  resolved: 'go',
  closed: 'gray',
  cancelled: 'gray',
};

export function OrderStateSign({ state }: { state: OrderState }) {
  const { t } = useTranslation();
  return (
    <Badge color={stateColors[state]} data-testid="order-state" data-state={state}>
      {t(`orderState.${state}`)}
    </Badge>
  );
}

/** Only what stands out: a list full of "normal" says nothing. */
export function PrioritySign({ priority }: { priority: OrderPriority }) {
  const { t } = useTranslation();
  if (priority === 'normal' || priority === 'low') return null;
  return (
    <Badge size="xs" variant={priority === 'urgent' ? 'filled' : 'light'} color="stop">
      {t(`orderPriority.${priority}`)}
    </Badge>
  );
}

/** What is left of the promise; red when it is broken. */
export function DueClock({
  order,
}: {
  order: Pick<OrderSummary, 'dueAt' | 'state' | 'breachedAt' | 'closedAt'>;
}) {
  const { t } = useTranslation();
  const display = useDisplay();
  const due = dueOf(order, useNow());
  const span = 'leftMs' in due ? spanOf(due.leftMs) : null;
  const text = t(`due.${due.name}`, {
    span: span && t(`due.${span.unit}`, { count: span.count, rest: span.rest }),
  });
  const Sign = due.name === 'late' ? IconAlarm : due.name === 'paused' ? IconPlayerPause : IconClock;
  const sign = (
    <span className={`due due-${due.name}`} data-testid="order-due" data-state={due.name}>
      {due.name !== 'over' && <Sign size={14} aria-hidden="true" />}
      <span className="digits">{text}</span>
    </span>
  );
  if (order.dueAt === null) return sign;
  return <Tooltip label={t('due.at', { when: display.date(order.dueAt) })}>{sign}</Tooltip>;
}
