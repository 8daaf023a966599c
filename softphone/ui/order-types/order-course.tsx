import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderPriorities } from '../../../server/contract/tickets';
import type { EditType, Escalation, OrderType, OrderTypesDraft } from '../../desk/order-types-draft';
import { useCodes } from '../use-codes';
import { AddForm, NumberField, SLUG } from '../queue-setup/fields';
import { NameFields } from './named-rows';

interface CourseProps {
  readonly type: OrderType;
  readonly draft: OrderTypesDraft;
  readonly edit: EditType;
}

function useDesks({ desks }: OrderTypesDraft) {
  const { language } = useCodes();
  return Object.entries(desks).map(([value, { names }]) => ({ value, label: names[language] || value }));
}

/** Which desks an order passes, one after the other. */
export function OrderStages({ type: { stages }, draft, edit }: CourseProps) {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  const desks = useDesks(draft);
  const moveDown = (nth: number): void => {
    const turned = [...stages];
    const [stage] = turned.splice(nth, 1);
    if (stage) turned.splice(nth + 1, 0, stage);
    edit(['stages'], turned);
  };
  return (
    <section aria-label={t('orderTypes.stages')}>
      <h3 className="section-title">{t('orderTypes.stages')}</h3>
      <ol className="plain-list">
        {stages.map((stage, nth) => (
          <li key={stage.id} className="order-type-row" data-testid="order-type-stage">
            <code>
              {nth + 1} · {stage.id}
            </code>
            <NameFields
              names={stage.names}
              set={(language, value) => edit(['stages', nth, 'names', language], value)}
              testId={`stage-${stage.id}`}
              of={stage.id}
            />
            <Select
              size="xs"
              aria-label={`${stage.id} ${t('orderTypes.desk')}`}
              data={desks}
              value={stage.desk}
              allowDeselect={false}
              onChange={(desk) => edit(['stages', nth, 'desk'], desk)}
              data-testid={`stage-${stage.id}-desk`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={nth === stages.length - 1}
              aria-label={t('orderTypes.later', { name: stage.id })}
              onClick={() => moveDown(nth)}
              data-testid={`stage-${stage.id}-later`}
            >
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={stages.length === 1}
              aria-label={t('queueSetup.removeNamed', { name: stage.id })}
              onClick={() => edit(['stages', nth], undefined)}
              data-testid={`stage-${stage.id}-remove`}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <AddForm
        button={t('orderTypes.add')}
        isReady={SLUG.test(id) && stages.every((stage) => stage.id !== id)}
        add={() => {
          const names = { 'zh-CN': id, 'en-US': id };
          edit(['stages', stages.length], { id, desk: stages.at(-1)?.desk ?? desks[0]?.value ?? '', names });
          setId('');
        }}
        testId="stage-add"
      >
        <TextInput
          size="xs"
          aria-label={t('orderTypes.newStage')}
          placeholder={t('orderTypes.newStage')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          data-testid="stage-add-id"
        />
      </AddForm>
    </section>
  );
}

/** So much of the promised time is used up when an order is first made more urgent, in percent. */
const FIRST_PERCENT = 80;
const MOST_PERCENT = 300;

/** What becomes of an order as its promised time runs out. */
export function OrderEscalation({ type: { escalation }, draft, edit }: CourseProps) {
  const { t } = useTranslation();
  const desks = useDesks(draft);
  const set = (nth: number, change: Partial<Record<keyof Escalation, unknown>>): void => {
    const { at, priority, desk } = { ...escalation[nth], ...change };
    edit(['escalation', nth], { at, ...(priority ? { priority } : {}), ...(desk ? { desk } : {}) });
  };
  return (
    <section aria-label={t('orderTypes.escalation')}>
      <h3 className="section-title">{t('orderTypes.escalation')}</h3>
      <ol className="plain-list">
        {escalation.map(({ at, priority, desk }, nth) => (
          <li key={nth} className="order-type-row" data-testid="order-type-escalation">
            <NumberField
              label={t('orderTypes.usedUp')}
              hidesLabel
              value={Math.round(at * 100)}
              least={1}
              most={MOST_PERCENT}
              unit="%"
              commit={(percent) => set(nth, { at: (percent ?? FIRST_PERCENT) / 100 })}
              testId={`escalation-${nth}-at`}
            />
            <Select
              size="xs"
              aria-label={t('orderTypes.priority')}
              placeholder={t('orderTypes.samePriority')}
              data={orderPriorities.map((value) => ({ value, label: t(`orderPriority.${value}`) }))}
              value={priority ?? null}
              clearable
              clearButtonProps={{ 'aria-label': t('orderTypes.samePriority') }}
              onChange={(value) => set(nth, { priority: value ?? undefined })}
              data-testid={`escalation-${nth}-priority`}
            />
            <Select
              size="xs"
              aria-label={t('orderTypes.desk')}
              placeholder={t('orderTypes.sameDesk')}
              data={desks}
              value={desk ?? null}
              clearable
              clearButtonProps={{ 'aria-label': t('orderTypes.sameDesk') }}
              onChange={(value) => set(nth, { desk: value ?? undefined })}
              data-testid={`escalation-${nth}-desk`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('queueSetup.removeNamed', { name: `${String(Math.round(at * 100))} %` })}
              onClick={() => edit(['escalation', nth], undefined)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <AddForm
        button={t('orderTypes.add')}
        isReady
        add={() => edit(['escalation', escalation.length], { at: FIRST_PERCENT / 100, priority: 'urgent' })}
        testId="escalation-add"
      >
        {null}
      </AddForm>
    </section>
  );
}
