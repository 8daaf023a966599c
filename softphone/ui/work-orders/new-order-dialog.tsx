import { Button, Group, Select, Stack, Text, Textarea, TextInput, type ComboboxData } from '@mantine/core';
import { useId, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail, OrderTypeView } from '../../../server/contract/tickets';
import type { NewOrder } from '../../api-client/work-order-api';
import { formatPhoneNumber } from '../../desk/phone-number';
import { orderPriorities, promiseOf } from '../../desk/work-order-view';
import {
  emptyOrder,
  keyOf,
  missingFields,
  orderRequest,
  withType,
  type OrderDraft,
} from '../../desk/new-order';
import { SideDrawer } from '../side-drawer';
import { useDesk, useSoftphone, useUi, type OrderAbout } from '../softphone-context';
import { useCommand } from '../use-command';
import { OrderFieldInputs } from './order-field-inputs';
import { OrderMade } from './order-made';
import { useOrderChanged } from './use-change-order';
import { useOrderNames, type OrderNames } from './use-order-names';

/** Makes a work order. Beside the phone, not over it: it is filled in while the caller talks. */
export function NewOrderDialog({ about }: { about: OrderAbout }) {
  const { t } = useTranslation();
  const { newOrder } = useUi();
  const [made, setMade] = useState<OrderDetail | null>(null);
  const close = (): void => newOrder.set(null);
  return (
    <SideDrawer title={t('newOrder.heading')} width={480} close={close} testId="new-order-dialog">
      {made ? (
        <OrderMade order={made} callId={about.callId} close={close} again={() => setMade(null)} />
      ) : (
        <OrderForm about={about} made={setMade} />
      )}
    </SideDrawer>
  );
}

function OrderForm({ about, made }: { about: OrderAbout; made: (order: OrderDetail) => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changed = useOrderChanged();
  const names = useOrderNames();
  const [draft, setDraft] = useState<OrderDraft>(emptyOrder);
  // The same until the form is left: a second click after a lost answer does not make a second order.
  const [requestId] = useState(() => crypto.randomUUID());
  const type = names.types.find((each) => keyOf(each) === draft.type) ?? null;
  const create = useCommand(async (request: NewOrder) => {
    const order = await api.orders.create(request);
    changed(order);
    made(order);
  });
  const missing = type ? missingFields(draft, type) : [];
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!type || missing.length > 0) return;
    void create.run(orderRequest(draft, type, { ...about, requestId }));
  };
  return (
    <form onSubmit={send} data-testid="new-order-form">
      <AboutCall about={about} />
      <Stack gap={10}>
        <TypeChoice type={type} choose={(chosen) => setDraft(withType(draft, chosen))} />
        {type && <OrderFieldInputs type={type} draft={draft} change={setDraft} />}
        <ContactInputs draft={draft} change={setDraft} hasCall={about.callId !== null} />
        <Textarea
          size="xs"
          label={t('newOrder.text')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={8000}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          data-testid="new-order-text"
        />
      </Stack>
      <div className="dialog-foot">
        {type && missing.length > 0 && (
          <Text size="xs" c="dimmed" mb={6} role="status">
            {t('newOrder.missing', { names: missing.map((name) => names.field(type.id, name)).join(', ') })}
          </Text>
        )}
        <Button
          type="submit"
          fullWidth
          disabled={!type || missing.length > 0}
          loading={create.pending}
          data-testid="new-order-create"
        >
          {t('newOrder.create')}
        </Button>
      </div>
    </form>
  );
}

function AboutCall({ about }: { about: OrderAbout }) {
  const { t } = useTranslation();
  const call = useDesk()?.call;
  if (!call || call.callId !== about.callId) return null;
  const number = call.direction === 'inbound' ? call.callerNumber : call.dialedNumber;
  return (
    <Text size="sm" className="order-about" mb="sm" data-testid="new-order-about">
      {t('newOrder.fromCall', { number: formatPhoneNumber(number) || t('call.anonymous') })}
    </Text>
  );
}

function TypeChoice({
  type,
  choose,
}: {
  type: OrderTypeView | null;
  choose: (type: OrderTypeView | null) => void;
}) {
  const { t } = useTranslation();
  const names = useOrderNames();
  const hints = useId();
  const promised = type && promiseOf(type.promisedTime);
  return (
    <div>
      <Select
        size="xs"
        label={t('newOrder.type')}
        placeholder={t('newOrder.chooseType')}
        required
        searchable
        data-autofocus
        aria-describedby={hints}
        data={choices(names)}
        value={type && keyOf(type)}
        onChange={(key) => choose(names.types.find((each) => keyOf(each) === key) ?? null)}
        data-testid="new-order-type"
      />
      {type && (
        <Text id={hints} size="xs" c="dimmed" mt={4}>
          {[
            promised === null ? type.promisedTime : t(`promised.${promised.unit}`, { count: promised.count }),
            type.returnCall ? t('newOrder.returnCall') : '',
            type.inPerson ? t('newOrder.inPerson') : '',
          ]
            .filter((hint) => hint !== '')
            .join(' · ')}
        </Text>
      )}
    </div>
  );
}

/** By pack, when more than one is served. */
function choices({ types, of }: OrderNames): ComboboxData {
  const enabled = types.filter((type) => type.enabled);
  const items = (pack: string) =>
    enabled
      .filter((type) => type.pack === pack)
      .map((type) => ({ value: keyOf(type), label: of(type.names) }));
  const packs = [...new Set(enabled.map(({ pack }) => pack))];
  const [only] = packs;
  if (packs.length === 1 && only !== undefined) return items(only);
  return packs.map((pack) => ({ group: pack, items: items(pack) }));
}

interface InputProps {
  readonly draft: OrderDraft;
  readonly change: (draft: OrderDraft) => void;
}

function ContactInputs({ draft, change, hasCall }: InputProps & { hasCall: boolean }) {
  const { t } = useTranslation();
  const text = (name: 'contactName' | 'contactNumber' | 'lineNumber' | 'subject', label: string) => ({
    label,
    size: 'xs',
    value: draft[name],
    maxLength: name === 'subject' ? 200 : name === 'contactName' ? 100 : 32,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      change({ ...draft, [name]: event.currentTarget.value }),
    'data-testid': `new-order-${name}`,
  });
  const fromCall = hasCall ? t('newOrder.fromTheCall') : undefined;
  return (
    <>
      <Group grow gap={10} align="flex-start">
        <TextInput {...text('contactName', t('newOrder.contactName'))} placeholder={fromCall} />
        <TextInput
          {...text('contactNumber', t('newOrder.contactNumber'))}
          placeholder={fromCall}
          type="tel"
        />
      </Group>
      <Group grow gap={10} align="flex-start">
        <TextInput {...text('lineNumber', t('newOrder.lineNumber'))} placeholder={fromCall} />
        <Select
          size="xs"
          label={t('orders.priority')}
          placeholder={t('orderPriority.normal')}
          clearable
          data={orderPriorities.map((priority) => ({
            value: priority,
            label: t(`orderPriority.${priority}`),
          }))}
          value={draft.priority}
          onChange={(priority) => change({ ...draft, priority })}
        />
      </Group>
      <TextInput {...text('subject', t('newOrder.subject'))} placeholder={t('newOrder.subjectHint')} />
    </>
  );
}
