import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { without } from '../../desk/campaign-draft';
import { DayFields, WeekFields } from '../queue-setup/hours-fields';
import { errorAt } from './fault-sentence';
import { PairFields } from './pair-fields';
import type { PartProps } from './what-fields';

const zones = Intl.supportedValuesOf('timeZone');

/** When people may be called, by the clock where they are. */
export function HoursFields({ draft: { campaign, set, faults } }: PartProps) {
  const { t } = useTranslation();
  const { hours } = campaign;
  const wrong = errorAt(t, faults, 'hours');
  return (
    <>
      <div className="setup-week">
        <Select
          size="xs"
          searchable
          limit={50}
          label={t('campaignField.timeZone')}
          data={zones}
          value={campaign.timeZone}
          allowDeselect={false}
          error={errorAt(t, faults, 'timeZone')}
          onChange={(timeZone) => set({ timeZone: timeZone ?? campaign.timeZone })}
          data-testid="campaign-timeZone"
        />
        <WeekFields
          week={hours.week}
          commit={(day, spans) => set({ hours: { ...hours, week: { ...hours.week, [day]: spans } } })}
        />
      </div>
      <Text
        size="xs"
        c={wrong === null ? 'dimmed' : 'stop'}
        mt={4}
        role={wrong === null ? undefined : 'alert'}
      >
        {wrong ?? t('queueSetup.hoursHint')}
      </Text>
    </>
  );
}

/** Holidays, and where people are by their number. */
export function RareHours({ draft: { campaign, set, faults } }: PartProps) {
  const { t } = useTranslation();
  const { hours } = campaign;
  return (
    <>
      <PairFields
        title={t('campaignField.timeZones')}
        pairs={campaign.timeZones}
        keyLabel={t('campaignForm.prefix')}
        keyExample="+852"
        isKey={(key) => /^\+[0-9]{1,15}$/.test(key)}
        valueLabel={t('campaignField.timeZone')}
        values={zones.map((zone) => ({ value: zone, label: zone }))}
        error={errorAt(t, faults, 'timeZones')}
        commit={(timeZones) => set({ timeZones })}
        testId="campaign-timeZones"
      />
      <DayFields
        days={hours.days}
        commit={(date, spans) => {
          const days = spans === undefined ? without(hours.days, date) : { ...hours.days, [date]: spans };
          set({ hours: { ...hours, days } });
        }}
      />
    </>
  );
}
