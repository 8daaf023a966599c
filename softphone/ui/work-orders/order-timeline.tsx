import { Badge, Button, Group, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderActorView, OrderDetail, OrderEventView } from '../../../server/contract/tickets';
import { eventNote } from '../../desk/work-order-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { useOrderChanged } from './use-change-order';
import { useOrderNames } from './use-order-names';

/** Who did what, the newest first, and whether the record is as it was written. */
export function OrderTimeline({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Group justify="space-between" mt={16} mb={6}>
        <h3 className="section-title section-title-first">{t('order.timeline')}</h3>
        <AuditSign order={order} />
      </Group>
      <CommentBox order={order} />
      <ol className="plain-list order-events" data-testid="order-timeline">
        {order.events.toReversed().map((event) => (
          <Entry key={event.seq} event={event} order={order} />
        ))}
      </ol>
    </>
  );
}

function AuditSign({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({
    // Checked again with every event added.
    queryKey: ['order-audit', order.orderId, order.events.length],
    queryFn: () => api.orders.audit(order.orderId),
  });
  if (!data) return null;
  return (
    <Badge
      color={data.intact ? 'go' : 'stop'}
      variant={data.intact ? 'light' : 'filled'}
      leftSection={data.intact ? <IconShieldCheck size={13} /> : <IconAlertTriangle size={13} />}
      title={data.faults.map(({ what }) => what).join('\n')}
      role={data.intact ? undefined : 'alert'}
      data-testid="order-audit"
      data-state={data.intact ? 'intact' : 'tampered'}
    >
      {data.intact ? t('order.verified', { count: data.events }) : t('order.tampered')}
    </Badge>
  );
}

function Entry({ event, order }: { event: OrderEventView; order: OrderDetail }) {
  const display = useDisplay();
  const text = useEventText(order);
  const actor = useActorName();
  const note = eventNote(event.data);
  return (
    <li data-testid="order-event" data-type={event.type} data-tone={toneOf(event.type)}>
      <span className="order-event-head">
        <span className="order-event-what">{text(event)}</span>
        <span className="order-event-who">{actor(event.actor)}</span>
        <time dateTime={event.at} className="digits order-event-when">
          {display.date(event.at)}
        </time>
      </span>
      {note !== '' && <span className="order-event-note pre-wrap">{note}</span>}
    </li>
  );
}

function toneOf(type: string): string {
  if (type === 'breached' || type === 'cancelled') return 'bad';
  if (type === 'resolved' || type === 'closed') return 'good';
  return type === 'reminded' || type === 'escalated' || type === 'waiting' ? 'wait' : 'plain';
}

function useActorName(): (actor: OrderActorView) => string {
  const { t } = useTranslation();
  return ({ kind, id }) => t(`order.actor-${kind}`, { id });
}

function useEventText(order: OrderDetail): (event: OrderEventView) => string {
  const { t } = useTranslation();
  const names = useOrderNames();
  return ({ type, data }) => {
    const word = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
    const outcome = word('outcome');
    return t(`orderEvent.${type}`, {
      assigneeId: word('assigneeId'),
      desk: names.desk(word('desk')),
      stage: names.stage(order.type, word('stage')),
      priority: word('priority') === '' ? '' : t(`orderPriority.${word('priority')}`),
      outcome: outcome === '' ? '' : outcome === 'reached' ? t('order.reached') : t('order.notReached'),
    });
  };
}

function CommentBox({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changed = useOrderChanged();
  const [text, setText] = useState('');
  const add = useCommand(async () => {
    changed(await api.orders.comment(order.orderId, text.trim()));
    setText('');
  });
  return (
    <form
      className="comment-box"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void add.run();
      }}
    >
      <Textarea
        className="grow"
        size="xs"
        aria-label={t('order.comment')}
        placeholder={t('order.commentPlaceholder')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="comment-text"
      />
      <Button
        type="submit"
        size="xs"
        variant="light"
        disabled={text.trim() === ''}
        loading={add.pending}
        data-testid="comment-add"
      >
        {t('order.addComment')}
      </Button>
    </form>
  );
}
