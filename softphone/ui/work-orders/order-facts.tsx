import { Checkbox, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderDetail, OrderTypeView } from '../../../server/contract/tickets';
import { NumberLink } from '../customer/number-link';
import { useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { hashOf } from '../use-route';
import { useOrderChanged } from './use-change-order';
import { useOrderNames } from './use-order-names';

/** What the order is about: customer, fields, text, stages and calls. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const names = useOrderNames();
  const display = useDisplay();
  const type = names.typeOf(order.type);
  return (
    <>
      <Stages order={order} type={type} />
      <dl className="facts order-facts">
        <Fact name={t('orders.customer')}>
          {order.customerId === null ? (
            order.customerName
          ) : (
            <a className="number-link" href={hashOf({ page: 'customers', customerId: order.customerId })}>
              {order.customerName ?? order.customerId}
            </a>
          )}
        </Fact>
        <Fact name={t('order.contact')}>{order.contactName}</Fact>
        {order.contactNumber !== null && (
          <Fact name={t('newOrder.contactNumber')}>
            <NumberLink number={order.contactNumber} customerId={order.customerId} />
          </Fact>
        )}
        {order.lineNumber !== null && (
          <Fact name={t('order.line')}>
            <NumberLink number={order.lineNumber} customerId={order.customerId} />
          </Fact>
        )}
        <Fact name={t('order.contract')}>{order.contractNumber}</Fact>
        <Fact name={t('orders.assignee')}>{order.assigneeId ?? t('orders.nobody')}</Fact>
        {Object.entries(order.fields).map(([field, value]) => (
          <Fact key={field} name={names.field(order.type, field)}>
            {names.value(order.type, field, value)}
          </Fact>
        ))}
        <Fact name={t('orders.created')}>{display.date(order.createdAt)}</Fact>
        {order.parentOrderId !== null && (
          <Fact name={t('order.parent')}>
            <a className="number-link" href={hashOf({ page: 'work-orders', orderId: order.parentOrderId })}>
              {t('newOrder.open')}
            </a>
          </Fact>
        )}
        {order.reopened > 0 && <Fact name="">{t('order.reopened', { count: order.reopened })}</Fact>}
      </dl>
      {order.text !== '' && <p className="order-text pre-wrap">{order.text}</p>}
      {order.result !== null && (
        <div className="order-result">
          <Text size="xs" c="dimmed">
            {t('order.result')}
          </Text>
          <Text size="sm" className="pre-wrap">
            {order.result}
          </Text>
        </div>
      )}
      <Documents order={order} type={type} />
      <Calls order={order} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  if (children === null || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="digits">{children}</dd>
    </div>
  );
}

/** The way through the desks, with the place the order has reached. */
function Stages({ order, type }: { order: OrderDetail; type: OrderTypeView | null }) {
  const { t } = useTranslation();
  const names = useOrderNames();
  if (!type || type.stages.length === 0) return null;
  const reached = type.stages.findIndex(({ id }) => id === order.stage);
  const isDone = order.state === 'resolved' || order.state === 'closed';
  return (
    <ol className="stages" aria-label={t('order.stages')}>
      {type.stages.map((stage, index) => (
        <li
          key={stage.id}
          data-state={isDone || index < reached ? 'done' : index === reached ? 'now' : 'to-come'}
          aria-current={!isDone && index === reached ? 'step' : undefined}
        >
          <span>{names.of(stage.names)}</span>
          <span className="stage-desk">{names.desk(index === reached ? order.desk : stage.desk)}</span>
        </li>
      ))}
    </ol>
  );
}

function Documents({ order, type }: { order: OrderDetail; type: OrderTypeView | null }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const names = useOrderNames();
  const changed = useOrderChanged();
  const save = useCommand(async (documents: string[]) =>
    changed(await api.orders.correct(order.orderId, { documents })),
  );
  if (!type || type.requiredDocuments.length === 0) return null;
  const isOver = order.state === 'closed' || order.state === 'cancelled';
  return (
    <>
      <h3 className="section-title">{t('order.documents')}</h3>
      <Group gap={16} role="group" aria-label={t('order.documentsHint')}>
        {type.requiredDocuments.map((document) => (
          <Checkbox
            key={document.id}
            size="xs"
            label={names.of(document.names)}
            checked={order.documents.includes(document.id)}
            disabled={isOver || save.pending}
            onChange={({ currentTarget: { checked } }) =>
              void save.run(
                checked
                  ? [...order.documents, document.id]
                  : order.documents.filter((shown) => shown !== document.id),
              )
            }
          />
        ))}
      </Group>
    </>
  );
}

function Calls({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { detailCallId } = useUi();
  const display = useDisplay();
  if (order.calls.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t('order.calls')}</h3>
      <Group gap={12}>
        {order.calls.map(({ callId, purpose, at }) => (
          <button
            key={callId}
            type="button"
            className="number-link plain-button"
            onClick={() => detailCallId.set(callId)}
            data-testid="order-call"
            data-purpose={purpose}
          >
            {t(`order.call-${purpose}`)} <span className="digits">{display.date(at)}</span>
          </button>
        ))}
      </Group>
    </>
  );
}
