import { Checkbox, SegmentedControl, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { campaignModes } from '../../../server/contract/campaigns';
import { worded } from '../../desk/review-view';
import { NumberField, TextField } from '../queue-setup/fields';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { AnswererFields } from './answerer-fields';
import { errorAt } from './fault-sentence';
import { useVariables, type CampaignDraft } from './use-campaign-draft';

export interface PartProps {
  readonly draft: CampaignDraft;
}

/** What it is called, how its calls begin, and who speaks. */
export function WhatFields({ draft }: PartProps) {
  const { t } = useTranslation();
  const { campaign, set, faults, isNew } = draft;
  return (
    <>
      <SimpleGrid cols={{ base: 2, xl: 4 }} spacing="sm" verticalSpacing="xs">
        <TextInput
          size="xs"
          label={t('campaignField.name')}
          required
          maxLength={80}
          value={campaign.name}
          error={errorAt(t, faults, 'name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-testid="campaign-name"
        />
        <TextInput
          size="xs"
          label={t('campaignField.campaignId')}
          required
          disabled={!isNew}
          maxLength={40}
          value={campaign.campaignId}
          error={errorAt(t, faults, 'campaignId')}
          onChange={(event) => set({ campaignId: event.currentTarget.value })}
          data-testid="campaign-id"
        />
      </SimpleGrid>
      <Mode draft={draft} />
      <SimpleGrid cols={{ base: 3, xl: 4 }} spacing="sm" verticalSpacing="xs" mt="xs">
        <Flow draft={draft} />
        <QueueOf draft={draft} />
        <Select
          size="xs"
          label={t('campaignField.language')}
          data={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en-US', label: 'English' },
          ]}
          value={campaign.language}
          allowDeselect={false}
          onChange={(language) => set({ language: language === 'en-US' ? 'en-US' : 'zh-CN' })}
          data-testid="campaign-language"
        />
      </SimpleGrid>
      <Variables draft={draft} />
      <AnswererFields draft={draft} />
    </>
  );
}

function Mode({ draft: { campaign, set, faults } }: PartProps) {
  const { t } = useTranslation();
  const wrong = errorAt(t, faults, 'mode');
  return (
    <div className="campaign-mode">
      <SegmentedControl
        size="xs"
        aria-label={t('campaignField.mode')}
        data={campaignModes.map((value) => ({ value, label: t(`campaigns.mode-${value}`) }))}
        value={campaign.mode}
        onChange={(mode) => set({ mode })}
        data-testid="campaign-mode"
      />
      <Text size="xs" c={wrong === null ? 'dimmed' : 'stop'} role="status">
        {wrong ?? t(`campaignForm.mode-${campaign.mode}`)}
      </Text>
    </div>
  );
}

function Flow({ draft: { campaign, set, faults, flows } }: PartProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const { pack, entry } = campaign.flow;
  const entries = flows.find((each) => each.pack === pack)?.entries ?? [];
  return (
    <>
      <Select
        size="xs"
        label={t('campaignField.flow')}
        data={flows.map((each) => ({ value: each.pack, label: worded(each.name, language) || each.pack }))}
        value={pack}
        allowDeselect={false}
        error={errorAt(t, faults, 'flow.pack')}
        onChange={(next) => {
          const chosen = flows.find((each) => each.pack === next);
          if (chosen) set({ flow: { pack: chosen.pack, entry: chosen.entries[0]?.entry ?? '' } });
        }}
        data-testid="campaign-pack"
      />
      <Select
        size="xs"
        label={t('campaignForm.entry')}
        data={entries.map((each) => each.entry)}
        value={entry}
        allowDeselect={false}
        error={errorAt(t, faults, 'flow.entry')}
        onChange={(next) => {
          if (next !== null) set({ flow: { pack, entry: next } });
        }}
        data-testid="campaign-entry"
      />
    </>
  );
}

function QueueOf({ draft: { campaign, set, faults } }: PartProps) {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  if (campaign.mode === 'automatic') return null;
  return (
    <Select
      size="xs"
      searchable
      required
      label={t('campaignField.queue')}
      data={queues.map(({ queueId, name }) => ({ value: queueId, label: name }))}
      value={campaign.queue}
      error={errorAt(t, faults, 'queue')}
      onChange={(queue) => set({ queue })}
      data-testid="campaign-queue"
    />
  );
}

/** What the list must bring along. */
function Variables({ draft: { campaign } }: PartProps) {
  const { t } = useTranslation();
  const variables = useVariables(campaign.flow);
  return (
    <Text size="xs" c="dimmed" mt={4} data-testid="campaign-variables">
      {variables.length === 0
        ? t('campaignForm.noVariables')
        : t('campaignForm.variables', { names: variables.join(', ') })}
    </Text>
  );
}

/** Seldom: what is shown to those who are called, whom it may call, and when it is enough. */
export function RareSetup({ draft }: PartProps) {
  const { t } = useTranslation();
  const { campaign, set, faults } = draft;
  return (
    <SimpleGrid cols={{ base: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
      <TextField
        label={t('campaignField.callerNumber')}
        value={campaign.callerNumber ?? ''}
        placeholder={t('campaignForm.ownNumber')}
        error={errorAt(t, faults, 'callerNumber')}
        commit={(number) => set({ callerNumber: number.trim() === '' ? null : number.trim() })}
        testId="campaign-callerNumber"
      />
      <NumberField
        label={t('campaignField.goal')}
        value={campaign.goal}
        least={1}
        most={10_000_000}
        unit={t('campaignForm.persons')}
        empty={t('campaignForm.noGoal')}
        commit={(goal) => set({ goal })}
        testId="campaign-goal"
      />
      <Checkbox
        size="xs"
        mt={28}
        label={t('campaignField.needsConsent')}
        checked={campaign.needsConsent}
        onChange={(event) => set({ needsConsent: event.currentTarget.checked })}
        data-testid="campaign-needsConsent"
      />
    </SimpleGrid>
  );
}
