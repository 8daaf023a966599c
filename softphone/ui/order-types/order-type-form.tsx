import { Button, Checkbox, Group, Select, SimpleGrid, TagsInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { orderPriorities } from '../../../server/contract/tickets';
import {
  isPromisedTime,
  type EditType,
  type OrderType,
  type OrderTypesDraft,
} from '../../desk/order-types-draft';
import { TextField } from '../queue-setup/fields';
import { NamedRows, NameFields } from './named-rows';
import { OrderEscalation, OrderStages } from './order-course';
import { OrderFields } from './order-fields';

interface FormProps {
  readonly id: string;
  readonly type: OrderType;
  readonly draft: OrderTypesDraft;
  readonly edit: EditType;
  readonly remove: () => void;
}

const switches = ['returnCall', 'inPerson', 'survey', 'breachReturnCall'] as const;

/** Everything of one type of work order. */
export function OrderTypeForm({ id, type, draft, edit, remove }: FormProps) {
  const { t } = useTranslation();
  return (
    <div data-testid="order-type-form" data-type={id}>
      <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm" verticalSpacing="xs">
        <NameFields
          names={type.names}
          set={(language, value) => edit(['names', language], value)}
          testId="order-type-name"
        />
        <Select
          size="xs"
          label={t('orderTypes.priority')}
          data={orderPriorities.map((value) => ({ value, label: t(`orderPriority.${value}`) }))}
          value={type.priority}
          allowDeselect={false}
          onChange={(priority) => edit(['priority'], priority)}
          data-testid="order-type-priority"
        />
        <TextField
          label={t('orderTypes.promisedTime')}
          value={type.promisedTime}
          fault={(value) => (isPromisedTime(value) ? null : t('orderTypes.promisedTimeHow'))}
          commit={(value) => edit(['promisedTime'], value.trim())}
          testId="order-type-promised"
        />
        <Select
          size="xs"
          label={t('orderTypes.calendar')}
          data={Object.keys(draft.calendars)}
          value={type.calendar}
          allowDeselect={false}
          onChange={(calendar) => edit(['calendar'], calendar)}
          data-testid="order-type-calendar"
        />
        <TagsInput
          size="xs"
          label={t('orderTypes.reminders')}
          value={type.reminders.map((share) => String(Math.round(share * 100)))}
          onChange={(percents) => edit(['reminders'], sharesOf(percents))}
          data-testid="order-type-reminders"
        />
      </SimpleGrid>
      <Group gap={18} mt="sm">
        {switches.map((key) => (
          <Checkbox
            key={key}
            size="xs"
            label={t(`orderTypes.${key}`)}
            checked={type[key]}
            onChange={(event) => edit([key], event.currentTarget.checked ? true : undefined)}
            data-testid={`order-type-${key}`}
          />
        ))}
        <Checkbox
          size="xs"
          label={t('orderTypes.enabled')}
          checked={type.enabled}
          onChange={(event) => edit(['enabled'], event.currentTarget.checked ? undefined : false)}
          data-testid="order-type-enabled"
        />
      </Group>
      <OrderFields type={type} edit={edit} />
      <NamedRows
        label={t('orderTypes.requiredDocuments')}
        rows={type.requiredDocuments}
        set={(document, language, value) => edit(['requiredDocuments', document, language], value)}
        add={(document) => edit(['requiredDocuments', document], { 'zh-CN': document, 'en-US': document })}
        remove={(document) => edit(['requiredDocuments', document], undefined)}
        testId="document"
      />
      <OrderStages type={type} draft={draft} edit={edit} />
      <OrderEscalation type={type} draft={draft} edit={edit} />
      <Group justify="flex-end" mt="md">
        <Button
          size="compact-xs"
          variant="subtle"
          color="stop"
          leftSection={<IconTrash size={13} />}
          onClick={remove}
          data-testid="order-type-remove"
        >
          {t('orderTypes.remove')}
        </Button>
      </Group>
    </div>
  );
}

/** Percents of the promised time, in their order; what is none is left out. */
const sharesOf = (percents: readonly string[]): number[] =>
  [...new Set(percents.map(Number))]
    .filter((percent) => percent >= 1 && percent <= 100)
    .sort((one, other) => one - other)
    .map((percent) => Math.round(percent) / 100);
