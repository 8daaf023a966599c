import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueCalendar } from '../../../server/contract/queue-config';
import { hoursText, parseHours, type Span } from '../../desk/hours-text';
import { AddForm, TextField } from './fields';
import './queue-setup.css';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface WeekProps {
  readonly week: QueueCalendar['week'];
  readonly commit: (day: (typeof weekdays)[number], spans: Span[]) => void;
}

/** Hours of each weekday. */
export function WeekFields({ week, commit }: WeekProps) {
  const { t } = useTranslation();
  return weekdays.map((day) => (
    <HoursField
      key={day}
      label={t(`queueSetup.day-${day}`)}
      spans={week[day] ?? []}
      commit={(spans) => commit(day, spans)}
      testId={`hours-${day}`}
    />
  ));
}

interface DaysProps {
  readonly days: QueueCalendar['days'];
  /** undefined: the day is as any other. */
  readonly commit: (date: string, spans: Span[] | undefined) => void;
}

/** Days that differ from their weekday; past ones are counted only. */
export function DayFields({ days, commit }: DaysProps) {
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
              commit={(next) => commit(date, next)}
              testId={`day-${date}`}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              mb={2}
              aria-label={t('queueSetup.removeNamed', { name: date })}
              onClick={() => commit(date, undefined)}
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
          commit(day, []);
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
  commit: (spans: Span[]) => void;
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
