import { Checkbox, Select, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorAt } from './fault-sentence';
import type { PartProps } from './what-fields';

/** Whether it is listened for machines, and what one hears. Agents who call themselves hear who answers. */
export function AnswererFields({ draft: { campaign, set, faults, flows } }: PartProps) {
  const { t } = useTranslation();
  const { mode, answerer, flow } = campaign;
  if ((mode === 'preview' || mode === 'manual') && !answerer.detect) return null;
  const entries = flows.find(({ pack }) => pack === flow.pack)?.entries ?? [];
  return (
    <SimpleGrid cols={{ base: 3, xl: 4 }} spacing="sm" verticalSpacing="xs" mt="xs">
      <Checkbox
        size="xs"
        // Beside a field it stands on the line of the field, not of its label.
        mt={answerer.detect ? 28 : 4}
        label={t('campaignForm.detect')}
        checked={answerer.detect}
        error={errorAt(t, faults, 'answerer.detect')}
        onChange={({ currentTarget: { checked } }) => {
          set({ answerer: { detect: checked, machineHears: null } });
        }}
        data-testid="campaign-detect"
      />
      {answerer.detect && (
        <Select
          size="xs"
          clearable
          label={t('campaignForm.machineHears')}
          placeholder={t('campaignForm.hangUp')}
          data={entries.map(({ entry }) => entry)}
          value={answerer.machineHears}
          error={errorAt(t, faults, 'answerer.machineHears')}
          onChange={(machineHears) => set({ answerer: { ...answerer, machineHears } })}
          data-testid="campaign-machineHears"
        />
      )}
    </SimpleGrid>
  );
}
