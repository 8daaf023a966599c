import { Button, Chip, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOrder } from '../../../server/contract/campaign-order';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useMarkWord } from './use-mark-word';

interface OrderMarksProps {
  readonly callId: string;
  readonly order: CallOrder;
  readonly canMark: boolean;
}

/** What the agent says has come of it: at once, or with the date that belongs to it. */
export function OrderMarks({ callId, order: { marks, marked }, canMark }: OrderMarksProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const word = useMarkWord(marks);
  const [dated, setDated] = useState<string | null>(null);
  const say = useCommand(async (mark: string, date?: string) => {
    await api.outboundOrders.mark(callId, { mark, ...(date === undefined ? {} : { date }) });
    setDated(null);
  });
  const choose = (mark: string): void => {
    if (marks.find((each) => each.mark === mark)?.asksDate) setDated(mark);
    else void say.run(mark);
  };
  return (
    <fieldset className="chips order-marks" disabled={!canMark || say.pending}>
      <legend>{t('outboundOrder.marks')}</legend>
      <Chip.Group value={dated ?? marked?.mark ?? ''} onChange={choose}>
        <Group gap={6}>
          {marks.map(({ mark }) => (
            <Chip
              key={mark}
              value={mark}
              size="sm"
              radius="sm"
              variant="outline"
              disabled={!canMark}
              color={mark === 'do-not-call' ? 'stop' : 'brand'}
              wrapperProps={{ 'data-testid': `mark-${mark}` }}
            >
              {word({ mark, date: null })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {dated !== null && <DateOfMark pending={say.pending} save={(date) => void say.run(dated, date)} />}
      <Text size="sm" mt={6} role="status" data-testid="order-marked">
        {marked
          ? t('outboundOrder.marked', { mark: word(marked) })
          : canMark
            ? ''
            : t('outboundOrder.markFirst')}
      </Text>
    </fieldset>
  );
}

function DateOfMark({ pending, save }: { pending: boolean; save: (date: string) => void }) {
  const { t } = useTranslation();
  const [date, setDate] = useState('');
  return (
    <Group gap={8} mt={8} align="flex-end">
      <TextInput
        type="date"
        size="xs"
        label={t('outboundOrder.date')}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && date !== '') save(date);
        }}
        data-autofocus
        autoFocus
        data-testid="mark-date"
      />
      <Button
        size="xs"
        disabled={date === ''}
        loading={pending}
        onClick={() => save(date)}
        data-testid="mark-save"
      >
        {t('outboundOrder.saveDate')}
      </Button>
    </Group>
  );
}
