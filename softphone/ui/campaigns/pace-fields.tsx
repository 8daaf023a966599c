import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../server/contract/campaigns';
import { NumberField } from '../queue-setup/fields';
import type { PartProps } from './what-fields';

const hasPace = ({ mode }: Campaign): boolean => mode === 'progressive' || mode === 'predictive';

/** How many calls, to one and altogether. */
export function PaceFields({ draft: { campaign, set } }: PartProps) {
  const { t } = useTranslation();
  const { limits, cap, pacing } = campaign;
  const seconds = t('queueSetup.seconds');
  const field = (
    name: 'attempts' | 'capCalls' | 'capDays' | 'ringS' | 'perSecond' | 'atOnce' | 'agentWithinS',
    value: number,
    [least, most]: readonly [number, number],
    unit: string,
    commit: (value: number) => void,
  ) => (
    <NumberField
      label={t(`campaignForm.${name}`)}
      value={value}
      {...{ least, most, unit }}
      commit={(next) => commit(next ?? value)}
      testId={`campaign-${name}`}
    />
  );
  const times = t('campaignForm.times');
  return (
    <SimpleGrid cols={{ base: 3, md: 4, xl: 6 }} spacing="sm" verticalSpacing="xs">
      {field('attempts', campaign.attempts, [1, 20], times, (attempts) => set({ attempts }))}
      {field('capCalls', cap.calls, [1, 100], times, (calls) => set({ cap: { ...cap, calls } }))}
      {field('capDays', cap.days, [1, 90], t('queueSetup.daysKept'), (days) =>
        set({ cap: { ...cap, days } }),
      )}
      {field('ringS', campaign.ringS, [5, 120], seconds, (ringS) => set({ ringS }))}
      {field('perSecond', limits.perSecond, [1, 200], t('campaignForm.calls'), (perSecond) =>
        set({ limits: { ...limits, perSecond } }),
      )}
      {field('atOnce', limits.atOnce, [1, 5000], t('campaignForm.calls'), (atOnce) =>
        set({ limits: { ...limits, atOnce } }),
      )}
      {hasPace(campaign) && (
        <>
          <NumberField
            label={t('campaignForm.abandonCap')}
            value={Math.round(pacing.abandonCap * 1000) / 10}
            least={0}
            most={20}
            step={0.1}
            unit="%"
            commit={(share) =>
              set({ pacing: { ...pacing, abandonCap: Math.round((share ?? 0) * 10) / 1000 } })
            }
            testId="campaign-abandonCap"
          />
          {field('agentWithinS', pacing.agentWithinS, [1, 30], seconds, (agentWithinS) =>
            set({ pacing: { ...pacing, agentWithinS } }),
          )}
        </>
      )}
    </SimpleGrid>
  );
}

/** What pacing is measured by. */
export function RarePace({ draft: { campaign, set } }: PartProps) {
  const { t } = useTranslation();
  const { pacing } = campaign;
  const change = (next: Partial<Campaign['pacing']>): void => set({ pacing: { ...pacing, ...next } });
  return (
    <>
      {!hasPace(campaign) && (
        <Text size="xs" c="dimmed" mb={6}>
          {t('campaignForm.paceOnly')}
        </Text>
      )}
      <SimpleGrid cols={{ base: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
        <NumberField
          label={t('campaignForm.window')}
          value={pacing.window}
          least={100}
          most={100_000}
          unit={t('campaignForm.persons')}
          commit={(window) => change({ window: window ?? pacing.window })}
          testId="campaign-window"
        />
        <NumberField
          label={t('campaignForm.leastRingS')}
          value={pacing.leastRingS}
          least={0}
          most={60}
          unit={t('queueSetup.seconds')}
          commit={(leastRingS) => change({ leastRingS: leastRingS ?? pacing.leastRingS })}
          testId="campaign-leastRingS"
        />
        <NumberField
          label={t('campaignForm.weight')}
          value={Math.round(pacing.weight * 100)}
          least={10}
          most={100}
          unit="%"
          commit={(share) => change({ weight: (share ?? 100) / 100 })}
          testId="campaign-weight"
        />
      </SimpleGrid>
    </>
  );
}
