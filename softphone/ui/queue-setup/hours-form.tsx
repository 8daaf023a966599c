import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueCalendar, QueueConfig } from '../../../server/contract/queue-config';
import { hoursText, parseHours, type Span } from '../../desk/hours-text';
import { AddForm, SLUG, TextField } from './fields';
import type { QueueDraft } from './use-queue-draft';

interface HoursProps {
  readonly config: QueueConfig;
  readonly edit: QueueDraft['edit'];
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

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
        {weekdays.map((day) => (
          <HoursField
            key={day}
            label={t(`queueSetup.day-${day}`)}
            spans={calendar.week[day] ?? []}
            commit={(spans) => edit({ path: [...at, 'week', day], value: spans })}
            testId={`hours-${day}`}
          />
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {t('queueSetup.hoursHint')}
      </Text>
      <Days at={at} days={calendar.days} edit={edit} />
    </section>
  );
}

function Days({
  at,
  days,
  edit,
}: {
  at: readonly [string, string];
  days: QueueCalendar['days'];
  edit: QueueDraft['edit'];
}) {
  const { t } = useTranslation();
  const [day, setDay] = useState('');
  const today = new Date().toLocaleDateString('sv-SE');
  const sorted = Object.entries(days).sort(([a], [b]) => a.localeCompare(b));
  const coming = sorted.filter(([date]) => date >= today);
  const past = sorted.length - coming.length;
  return (
    <>
      <Group gap={10} mt="sm" mb={4} align="baseline">
        <h3 className="section-title section-title-first">{t('queueSetup.days')}</h3>
        {past > 0 && (
          <Text size="xs" c="dimmed">
            {t('queueSetup.past', { count: past })}
          </Text>
        )}
      </Group>
      <div className="setup-days">
        {coming.map(([date, spans]) => (
          <Group key={date} gap={6} wrap="nowrap" align="flex-end" data-testid="calendar-day">
            <HoursField
              label={date}
              spans={spans}
              commit={(next) => edit({ path: [...at, 'days', date], value: next })}
              testId={`day-${date}`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              mb={2}
              aria-label={t('queueSetup.removeNamed', { name: date })}
              onClick={() => edit({ path: [...at, 'days', date], value: undefined })}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        ))}
      </div>
      <AddForm
        button={t('queueSetup.add')}
        isReady={/^\d{4}-\d{2}-\d{2}$/.test(day) && days[day] === undefined}
        add={() => {
          edit({ path: [...at, 'days', day], value: [] });
          setDay('');
        }}
        testId="day-add"
      >
        <TextInput
          size="xs"
          type="date"
          label={t('queueSetup.addDay')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-testid="day-add-date"
        />
      </AddForm>
    </>
  );
}

function HoursField(props: {
  label: string;
  spans: readonly Span[];
  commit: (spans: readonly Span[]) => void;
  testId: string;
}) {
  const { t } = useTranslation();
  return (
    <TextField
      label={props.label}
      value={hoursText(props.spans)}
      placeholder={t('queueSetup.closed')}
      fault={(typed) => (parseHours(typed) === null ? t('queueSetup.notHours') : null)}
      commit={(typed) => props.commit(parseHours(typed) ?? [])}
      testId={props.testId}
    />
  );
}
