import { Button, Group, MultiSelect, Select, SimpleGrid, TagsInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { recordingRules, strategies, type QueueConfig } from '../../../server/contract/queue-config';
import { NumberField, TextField } from './fields';
import { QueueRules } from './queue-rules';
import { QueueSteps } from './queue-steps';
import { SkillLevels } from './skill-levels';
import type { QueueDraft } from './use-queue-draft';

interface QueueFormProps {
  readonly config: QueueConfig;
  readonly index: number;
  readonly edit: QueueDraft['edit'];
}

type NumberKey =
  | 'offerTimeoutS'
  | 'wrapUpS'
  | 'weightS'
  | 'answerWithinS'
  | 'maxWaiting'
  | 'maxWaitS'
  | 'comfortS'
  | 'parkS'
  | 'callbackWithinS'
  | 'recordingDays';

const DAY_S = 86_400;

/** Bounds as in the contract; `unit`: of what is no seconds, `free`: may have no limit. */
const numbers: readonly {
  readonly key: NumberKey;
  readonly least: number;
  readonly most: number;
  readonly unit?: 'callers' | 'daysKept';
  readonly free?: true;
}[] = [
  { key: 'offerTimeoutS', least: 3, most: 120 },
  { key: 'wrapUpS', least: 0, most: 3600 },
  { key: 'answerWithinS', least: 1, most: 3600 },
  { key: 'weightS', least: 0, most: DAY_S },
  { key: 'maxWaiting', least: 0, most: 100_000, unit: 'callers', free: true },
  { key: 'maxWaitS', least: 10, most: DAY_S, free: true },
  { key: 'comfortS', least: 0, most: 3600 },
  { key: 'parkS', least: 5, most: 3600 },
  { key: 'callbackWithinS', least: 60, most: 7 * DAY_S },
  { key: 'recordingDays', least: 1, most: 36_500, unit: 'daysKept', free: true },
];

/** Everything of one queue that stands in the text. */
export function QueueForm({ config, index, edit }: QueueFormProps) {
  const { t } = useTranslation();
  const queue = config.queues[index];
  if (!queue) return null;
  const set = (key: string, value: unknown): void => edit({ path: ['queues', index, key], value });
  return (
    <div data-testid="queue-form" data-queue-id={queue.queueId}>
      <SimpleGrid cols={{ base: 2, md: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
        <TextField
          label={t('queueSetup.name')}
          value={queue.name}
          fault={(name) => (name.trim() === '' ? t('errors.validation-failed') : null)}
          commit={(name) => set('name', name.trim())}
          testId="queue-name"
        />
        <Select
          size="xs"
          label={t('queueSetup.strategy')}
          data={strategies.map((value) => ({ value, label: t(`strategy.${value}`) }))}
          value={queue.strategy}
          allowDeselect={false}
          onChange={(strategy) => set('strategy', strategy)}
          data-testid="queue-strategy"
        />
        <Select
          size="xs"
          label={t('queueSetup.calendar')}
          data={Object.keys(config.calendars)}
          value={queue.hours}
          placeholder={t('queueSetup.alwaysOpen')}
          clearable
          clearButtonProps={{ 'aria-label': t('queueSetup.alwaysOpen') }}
          onChange={(hours) => set('hours', hours ?? undefined)}
          data-testid="queue-hours"
        />
        <Select
          size="xs"
          label={t('queueSetup.recording')}
          data={recordingRules.map((value) => ({ value, label: t(`queueSetup.recording-${value}`) }))}
          value={queue.recording}
          allowDeselect={false}
          onChange={(rule) => set('recording', rule)}
          data-testid="queue-recording"
        />
        {numbers.map(({ key, least, most, unit, free }) => (
          <NumberField
            key={key}
            label={t(`queueSetup.${key}`)}
            value={queue[key]}
            least={least}
            most={most}
            unit={t(`queueSetup.${unit ?? 'seconds'}`)}
            {...(free ? { empty: t('queueSetup.noLimit') } : {})}
            commit={(value) => set(key, value)}
            testId={`queue-${key}`}
          />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="sm" mt="sm">
        <MultiSelect
          size="xs"
          label={t('queueSetup.groups')}
          data={Object.keys(config.groups)}
          value={queue.groups}
          onChange={(groups) => set('groups', groups)}
          data-testid="queue-groups"
        />
        <TagsInput
          size="xs"
          label={t('queueSetup.agents')}
          description={t('queueSetup.agentsHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={queue.agents}
          onChange={(agents) =>
            set(
              'agents',
              agents.filter((each) => /^[0-9]{1,8}$/.test(each)),
            )
          }
          data-testid="queue-agents"
        />
      </SimpleGrid>
      <SkillLevels
        skills={Object.keys(config.skills)}
        value={queue.requires}
        change={(skill, level) =>
          edit({ path: ['queues', index, 'requires', skill], value: level ?? undefined })
        }
      />
      <QueueSteps config={config} index={index} edit={edit} />
      <QueueRules queue={queue} set={set} />
      <Group justify="flex-end" mt="md">
        <Button
          size="compact-xs"
          variant="subtle"
          color="stop"
          leftSection={<IconTrash size={13} />}
          onClick={() => edit({ path: ['queues', index], value: undefined })}
          data-testid="queue-remove"
        >
          {t('queueSetup.removeQueue')}
        </Button>
      </Group>
    </div>
  );
}
