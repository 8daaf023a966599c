import { Button, Group, TextInput } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '../../../server/contract/tickets';
import { useSoftphone } from '../softphone-context';
import { TextLine } from '../texts/text-rows';
import { useCommand } from '../use-command';

/** The serial number by text message: what was sent, and a button for it where texts are sent. */
export function OrderTexts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [asks, setAsks] = useState(false);
  const { data: ability } = useQuery({ queryKey: ['text-ability'], queryFn: api.texts.ability });
  const { data: texts = [] } = useQuery({
    queryKey: ['texts', order.orderId],
    queryFn: () => api.texts.ofOrder(order.orderId),
  });
  if (ability?.able !== true && texts.length === 0) return null;
  return (
    <>
      <Group justify="space-between" mt={16} mb={4}>
        <h3 className="section-title section-title-first">{t('texts.heading')}</h3>
        {ability?.able === true && !asks && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconMessage size={14} />}
            onClick={() => setAsks(true)}
            data-testid="text-serial"
          >
            {t('texts.sendSerial')}
          </Button>
        )}
      </Group>
      {asks && <SendForm order={order} close={() => setAsks(false)} />}
      {texts.length > 0 && (
        <ul className="plain-list attachments">
          {texts.map((text) => (
            <TextLine key={text.textId} text={text} />
          ))}
        </ul>
      )}
    </>
  );
}

function SendForm({ order, close }: { order: OrderDetail; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [number, setNumber] = useState(order.contactNumber ?? '');
  const [requestId] = useState(() => crypto.randomUUID());
  const send = useCommand(async () => {
    await api.texts.sendSerial(order.orderId, number.trim(), requestId);
    await queries.invalidateQueries({ queryKey: ['texts'] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (number.trim() !== '') void send.run();
  };
  return (
    <form onSubmit={submit}>
      <Group gap={8} mb={6}>
        <TextInput
          size="xs"
          className="grow"
          type="tel"
          aria-label={t('texts.number')}
          placeholder={t('texts.number')}
          maxLength={32}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          data-autofocus
          data-testid="text-number"
        />
        <Button size="xs" type="submit" loading={send.pending} data-testid="text-send">
          {t('texts.send')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={close}>
          {t('order.cancelForm')}
        </Button>
      </Group>
    </form>
  );
}
