import { Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoveName, OrderDetail } from '../../../server/contract/tickets';
import {
  moveBody,
  moveFields,
  orderPriorities,
  type MoveField,
  type MoveValues,
} from '../../desk/work-order-view';
import { useOrderNames } from './use-order-names';

interface MoveFormProps {
  readonly move: MoveName;
  readonly order: OrderDetail;
  readonly submit: (move: MoveName, body: unknown) => Promise<void>;
  readonly cancel: () => void;
}

/** Asks for what a move needs, where its button was. */
export function MoveForm({ move, order, submit, cancel }: MoveFormProps) {
  const { t } = useTranslation();
  const [pending, setPending] = useState(false);
  const [values, setValues] = useState<MoveValues>({
    comment: '',
    result: order.result ?? '',
    agentId: '',
    desk: null,
    outcome: null,
    priority: null,
    survey: order.survey,
  });
  const body = moveBody(move, values);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (body === null) return;
    setPending(true);
    void submit(move, body).finally(() => setPending(false));
  };
  return (
    <form className="move-form" onSubmit={send} data-testid="move-form" data-move={move}>
      <Text fw={600} size="sm" mb={6}>
        {t(`orderMove.${move}`)}
      </Text>
      <Stack gap={8}>
        {moveFields[move].map((field, index) => (
          <Field
            key={field}
            field={field}
            order={order}
            values={values}
            change={setValues}
            isFirst={index === 0}
          />
        ))}
      </Stack>
      <Group gap={8} mt={10}>
        <Button
          size="xs"
          type="submit"
          color={move === 'cancel' ? 'stop' : 'brand'}
          disabled={body === null}
          loading={pending}
          data-testid="move-confirm"
        >
          {t(`orderMove.${move}`)}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={cancel}>
          {t('order.cancelForm')}
        </Button>
      </Group>
    </form>
  );
}

interface FieldProps {
  readonly field: MoveField;
  readonly order: OrderDetail;
  readonly values: MoveValues;
  readonly change: (values: MoveValues) => void;
  /** Whoever clicked the move's button types there next. */
  readonly isFirst: boolean;
}

function Field({ field, order, values, change, isFirst }: FieldProps) {
  const { t } = useTranslation();
  const names = useOrderNames();
  const common = { size: 'xs', required: field.endsWith('!') } as const;
  switch (field) {
    case 'comment':
    case 'comment!':
      return (
        <Textarea
          {...common}
          label={t('order.comment')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          autoFocus={isFirst}
          value={values.comment}
          onChange={(event) => change({ ...values, comment: event.currentTarget.value })}
          data-testid="move-comment"
        />
      );
    case 'result!':
      return (
        <Textarea
          {...common}
          label={t('order.result')}
          description={t('order.resultHint')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          autoFocus={isFirst}
          value={values.result}
          onChange={(event) => change({ ...values, result: event.currentTarget.value })}
          data-testid="move-result"
        />
      );
    case 'agent!':
      return (
        <TextInput
          {...common}
          label={t('order.agentNumber')}
          inputMode="numeric"
          maxLength={8}
          autoFocus={isFirst}
          value={values.agentId}
          onChange={(event) => change({ ...values, agentId: event.currentTarget.value })}
          data-testid="move-agent"
        />
      );
    case 'desk!':
      return (
        <Select
          {...common}
          label={t('order.toDesk')}
          data={names.desks
            .filter(({ id }) => id !== order.desk)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={values.desk}
          onChange={(desk) => change({ ...values, desk })}
          data-testid="move-desk"
        />
      );
    case 'outcome!':
      return (
        <Select
          {...common}
          label={t('order.outcome')}
          data={[
            { value: 'reached', label: t('order.reached') },
            { value: 'not-reached', label: t('order.notReached') },
          ]}
          value={values.outcome}
          onChange={(outcome) => change({ ...values, outcome: outcome })}
          data-testid="move-outcome"
        />
      );
    case 'priority':
      return (
        <Select
          {...common}
          label={t('order.raise')}
          placeholder={t('order.nextPriority')}
          data={orderPriorities
            .slice(orderPriorities.indexOf(order.priority) + 1)
            .map((priority) => ({ value: priority, label: t(`orderPriority.${priority}`) }))}
          clearable
          value={values.priority}
          onChange={(priority) => change({ ...values, priority })}
        />
      );
    case 'survey':
      return (
        <Checkbox
          size="xs"
          label={t('order.survey')}
          checked={values.survey}
          onChange={(event) => change({ ...values, survey: event.currentTarget.checked })}
        />
      );
  }
}
