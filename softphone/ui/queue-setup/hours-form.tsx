import { Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueCalendar, QueueConfig } from '../../../server/contract/queue-config';
import { AddForm, SLUG, TextField } from './fields';
import { DayFields, WeekFields } from './hours-fields';
import type { QueueDraft } from './use-queue-draft';

interface HoursProps {
  readonly config: QueueConfig;
  readonly edit: QueueDraft['edit'];
}

/** When queues are open: weeks, and days that differ. */
export function HoursForm({ config, edit }: HoursProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  return (
    <div data-testid="hours-form">
      {Object.entries(config.calendars).map(([calendarId, calendar]) => (
        <Calendar key={calendarId} {...{ calendarId, calendar, config, edit }} />
      ))}
      <AddForm
        button={t('queueSetup.add')}
        isReady={SLUG.test(name) && config.calendars[name] === undefined}
        add={() => {
          const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
          const day = [{ from: '09:00', to: '18:00' }];
          const week = { mon: day, tue: day, wed: day, thu: day, fri: day };
          edit({ path: ['calendars', name], value: { timezone: timeZone, week } });
          setName('');
        }}
        testId="calendar-add"
      >
        <TextInput
          size="xs"
          label={t('queueSetup.addCalendar')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="calendar-add-id"
        />
      </AddForm>
    </div>
  );
}

interface CalendarProps extends HoursProps {
  readonly calendarId: string;
  readonly calendar: QueueCalendar;
}

function Calendar({ calendarId, calendar, config, edit }: CalendarProps) {
  const { t } = useTranslation();
  const queues = config.queues.filter(({ hours }) => hours === calendarId).map(({ name }) => name);
  const at = ['calendars', calendarId] as const;
  return (
    <section className="setup-calendar" aria-label={calendarId} data-testid="calendar">
      <Group gap={10} align="baseline">
        <h2 className="section-title section-title-first">{calendarId}</h2>
        <Text size="xs" c="dimmed">
          {queues.length === 0
            ? t('queueSetup.unused')
            : t('queueSetup.usedBy', { queues: queues.join(' · ') })}
        </Text>
      </Group>
      <div className="setup-week">
        <TextField
          label={t('queueSetup.timezone')}
          value={calendar.timezone}
          commit={(timezone) => edit({ path: [...at, 'timezone'], value: timezone.trim() })}
          testId="calendar-timezone"
        />
        <WeekFields
          week={calendar.week}
          commit={(day, spans) => edit({ path: [...at, 'week', day], value: spans })}
        />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {t('queueSetup.hoursHint')}
      </Text>
      <DayFields
        days={calendar.days}
        commit={(date, spans) => edit({ path: [...at, 'days', date], value: spans })}
      />
    </section>
  );
}
