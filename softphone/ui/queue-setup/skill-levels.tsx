import { ActionIcon, Group, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Requirement } from '../../../server/contract/queue-config';
import { NumberField } from './fields';

interface SkillLevelsProps {
  readonly skills: readonly string[];
  readonly value: Requirement;
  readonly change: (skill: string, level: number | null) => void;
  readonly testId?: string;
}

export const FIRST_LEVEL = 5;

/** Skills with the least level of each. */
export function SkillLevels({ skills, value, change, testId = 'requires' }: SkillLevelsProps) {
  const { t } = useTranslation();
  const left = skills.filter((skill) => value[skill] === undefined);
  return (
    <fieldset className="setup-skills">
      <legend>{t('queueSetup.requires')}</legend>
      <Group gap={14}>
        {Object.entries(value).map(([skill, level]) => (
          <Group key={skill} gap={6} wrap="nowrap">
            <Text size="sm">{skill}</Text>
            <div className="setup-level">
              <NumberField
                label={t('queueSetup.level', { skill })}
                hidesLabel
                value={level}
                least={1}
                most={10}
                commit={(next) => change(skill, next)}
                testId={`${testId}-${skill}`}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('queueSetup.removeNamed', { name: skill })}
              onClick={() => change(skill, null)}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        {Object.keys(value).length === 0 && (
          <Text size="sm" c="dimmed">
            {t('queueSetup.requiresNone')}
          </Text>
        )}
        {left.length > 0 && (
          <Select
            size="xs"
            w={150}
            aria-label={t('queueSetup.addSkill')}
            placeholder={t('queueSetup.addSkill')}
            data={[...left]}
            value={null}
            onChange={(skill) => {
              if (skill !== null) change(skill, FIRST_LEVEL);
            }}
            data-testid={`${testId}-add`}
          />
        )}
      </Group>
    </fieldset>
  );
}
