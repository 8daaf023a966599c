import { ActionIcon, Button, Checkbox, Group, MultiSelect, Select, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueueConfig, QueueStep, Requirement } from '../../../server/contract/queue-config';
import { NumberField } from './fields';
import { FIRST_LEVEL, SkillLevels } from './skill-levels';
import type { QueueDraft } from './use-queue-draft';

interface StepsProps {
  readonly config: QueueConfig;
  readonly index: number;
  readonly edit: QueueDraft['edit'];
}

const DAY_S = 86_400;
const MOST_STEPS = 20;
const STEP_S = 60;

/** What changes for a caller who has waited so long. */
export function QueueSteps({ config, index, edit }: StepsProps) {
  const { t } = useTranslation();
  const steps = config.queues[index]?.steps ?? [];
  const afterS = (steps.at(-1)?.afterS ?? 0) + STEP_S;
  return (
    <section aria-label={t('queueSetup.steps')}>
      <Group gap={10} mt="md" mb={4}>
        <h2 className="section-title section-title-first">{t('queueSetup.steps')}</h2>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconPlus size={13} />}
          disabled={steps.length >= MOST_STEPS || afterS > DAY_S}
          onClick={() => edit({ path: ['queues', index, 'steps', steps.length], value: { afterS } })}
          data-testid="step-add"
        >
          {t('queueSetup.addStep')}
        </Button>
      </Group>
      {steps.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('queueSetup.noSteps')}
        </Text>
      )}
      <ol className="plain-list setup-steps">
        {steps.map((step, nth) => (
          <li key={nth} data-testid="queue-step">
            <OneStep config={config} index={index} edit={edit} step={step} nth={nth} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function OneStep({ config, index, edit, step, nth }: StepsProps & { step: QueueStep; nth: number }) {
  const { t } = useTranslation();
  const set = (key: keyof QueueStep, value: unknown): void =>
    edit({ path: ['queues', index, 'steps', nth, key], value: value ?? undefined });
  const needsNone = Object.keys(step.requires ?? {}).length === 0;
  const firstNeeds = firstNeedsOf(config, index);
  const others = config.queues.map(({ queueId, name }) => ({ value: queueId, label: name }));
  const seconds = { unit: t('queueSetup.seconds'), least: 1, most: DAY_S } as const;
  return (
    <>
      <div className="setup-step">
        <NumberField
          label={t('queueSetup.afterS')}
          value={step.afterS}
          {...seconds}
          commit={(value) => set('afterS', value)}
          testId={`step-${nth}-afterS`}
        />
        <MultiSelect
          size="xs"
          label={t('queueSetup.addGroups')}
          placeholder={step.addGroups ? '' : t('queueSetup.none')}
          data={Object.keys(config.groups)}
          value={step.addGroups ?? []}
          onChange={(groups) => set('addGroups', groups.length === 0 ? undefined : groups)}
          data-testid={`step-${nth}-groups`}
        />
        <Select
          size="xs"
          label={t('queueSetup.overflowTo')}
          placeholder={t('queueSetup.none')}
          data={others.filter(({ value }) => value !== config.queues[index]?.queueId)}
          value={step.overflowTo ?? null}
          clearable
          clearButtonProps={{ 'aria-label': t('queueSetup.none') }}
          onChange={(queueId) => set('overflowTo', queueId)}
          data-testid={`step-${nth}-overflow`}
        />
        <NumberField
          label={t('queueSetup.bonusS')}
          value={step.bonusS ?? null}
          {...seconds}
          empty={t('queueSetup.none')}
          commit={(value) => set('bonusS', value)}
          testId={`step-${nth}-bonusS`}
        />
        <NumberField
          label={t('queueSetup.announce')}
          value={step.announce ?? null}
          least={1}
          most={9999}
          empty={t('queueSetup.none')}
          commit={(value) => set('announce', value)}
          testId={`step-${nth}-announce`}
        />
      </div>
      <Group gap={16} mt={8}>
        <Select
          size="xs"
          w={210}
          aria-label={t('queueSetup.stepSkills')}
          data={(['same', 'none', 'these'] as const).map((value) => ({
            ...{ value, label: t(`queueSetup.stepSkills-${value}`) },
            disabled: value === 'these' && Object.keys(firstNeeds).length === 0,
          }))}
          value={step.requires === undefined ? 'same' : needsNone ? 'none' : 'these'}
          allowDeselect={false}
          onChange={(rule) =>
            set('requires', rule === 'same' ? undefined : rule === 'none' ? {} : firstNeeds)
          }
          data-testid={`step-${nth}-skills`}
        />
        <Checkbox
          size="xs"
          label={t('queueSetup.offerCallback')}
          checked={step.offerCallback === true}
          onChange={(event) => set('offerCallback', event.currentTarget.checked ? true : undefined)}
          data-testid={`step-${nth}-callback`}
        />
        <ActionIcon
          ml="auto"
          variant="subtle"
          color="gray"
          aria-label={t('queueSetup.removeNamed', { name: t('queueSetup.step', { n: nth + 1 }) })}
          onClick={() => edit({ path: ['queues', index, 'steps', nth], value: undefined })}
          data-testid={`step-${nth}-remove`}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </Group>
      {!needsNone && (
        <SkillLevels
          skills={Object.keys(config.skills)}
          value={step.requires ?? {}}
          change={(skill, level) => {
            const others = Object.entries(step.requires ?? {}).filter(([name]) => name !== skill);
            set('requires', Object.fromEntries(level === null ? others : [...others, [skill, level]]));
          }}
          testId={`step-${nth}-requires`}
        />
      )}
    </>
  );
}

/** What a step begins with that is to need other skills: those of the queue, or any there is. */
function firstNeedsOf({ queues, skills }: QueueConfig, index: number): Requirement {
  const own = queues[index]?.requires ?? {};
  if (Object.keys(own).length > 0) return own;
  const [first] = Object.keys(skills);
  return first === undefined ? {} : { [first]: FIRST_LEVEL };
}
