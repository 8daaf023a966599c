import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  cadences,
  deliveredTables,
  reportScheduleRequestSchema,
  wishOf,
  type ReportScheduleRequest,
  type ReportScheduleView,
} from '../../../../server/contract/report-schedules';
import { reportFormats } from '../../../../server/contract/reports';
import { groupsOf } from '../../../desk/board-view';
import { Dialog } from '../../settings/dialogs';
import { useObservable, useSoftphone } from '../../softphone-context';
import { useCentre } from '../../use-centre';
import { useCodes } from '../../use-codes';
import { useCommand } from '../../use-command';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A report that is to be sent, or one that is to be changed. */
export function ScheduleDialog({
  schedule,
  centreZone,
  close,
}: {
  schedule: ReportScheduleView | null;
  centreZone: string;
  close: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { language } = useCodes();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ReportScheduleRequest>(() =>
    schedule ? wishOf(schedule) : blank(language, centreZone),
  );
  const set = (change: Partial<ReportScheduleRequest>): void => setDraft({ ...draft, ...change });
  const checked = reportScheduleRequestSchema.safeParse(draft);
  const save = useCommand(async () => {
    if (schedule) await api.reportSchedules.change(schedule.scheduleId, draft);
    else await api.reportSchedules.add(draft);
    await queries.invalidateQueries({ queryKey: ['report-schedules'] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (checked.success) void save.run();
  };
  return (
    <Dialog
      title={t(schedule ? 'reportMail.change' : 'reportMail.add')}
      close={close}
      testId="schedule-dialog"
    >
      <form onSubmit={submit}>
        <Stack gap={12}>
          <TextInput
            label={t('reportMail.name')}
            required
            maxLength={80}
            data-autofocus
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            data-testid="schedule-name"
          />
          <What draft={draft} set={set} />
          <When draft={draft} set={set} />
          <TagsInput
            label={t('reportMail.to')}
            description={t('reportMail.toHint')}
            value={draft.emails}
            onChange={(emails) => set({ emails })}
            maxTags={50}
            data-testid="schedule-emails"
          />
          <Checkbox
            label={t('reportMail.active')}
            checked={draft.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
          <Button
            type="submit"
            disabled={!checked.success}
            loading={save.pending}
            data-testid="schedule-save"
          >
            {t('reportMail.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

interface Fields {
  readonly draft: ReportScheduleRequest;
  readonly set: (change: Partial<ReportScheduleRequest>) => void;
}

function What({ draft, set }: Fields) {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  const picture = useCentre();
  return (
    <>
      <Checkbox.Group
        label={t('reportMail.tables')}
        value={draft.tables}
        onChange={(chosen) => set({ tables: deliveredTables.filter((table) => chosen.includes(table)) })}
      >
        <Group mt={4} gap="sm">
          {deliveredTables.map((table) => (
            <Checkbox key={table} value={table} label={t(`reportMail.table-${table}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group grow>
        <Select
          label={t('reportMail.queue')}
          placeholder={t('reports.allQueues')}
          data={queues.map(({ queueId, name }) => ({ value: queueId, label: name }))}
          value={draft.queueId}
          onChange={(queueId) => set({ queueId })}
          searchable
          clearable
        />
        {/* Teams whose people are logged in are offered; any other can be written. */}
        <Autocomplete
          label={t('reportMail.team')}
          placeholder={t('board.allGroups')}
          data={picture ? [...groupsOf(picture)] : []}
          value={draft.teamId ?? ''}
          maxLength={64}
          onChange={(team) => set({ teamId: team.trim() === '' ? null : team.trim() })}
          data-testid="schedule-team"
        />
        <Select
          label={t('reportMail.format')}
          data={reportFormats.map((value) => ({ value, label: value.toUpperCase() }))}
          value={draft.format}
          allowDeselect={false}
          onChange={(format) => format !== null && set({ format })}
        />
      </Group>
    </>
  );
}

function When({ draft, set }: Fields) {
  const { t } = useTranslation();
  const weekday = (value: number) => t(`reportMail.weekday-${String(value)}` as 'reportMail.weekday-1');
  return (
    <>
      <Group grow align="end">
        <Select
          label={t('reportMail.when')}
          data={cadences.map((value) => ({ value, label: t(`reportMail.${value}`) }))}
          value={draft.cadence}
          allowDeselect={false}
          onChange={(cadence) => cadence !== null && set({ cadence })}
          data-testid="schedule-cadence"
        />
        {draft.cadence === 'weekly' && (
          <Select
            aria-label={t('reportMail.weekday')}
            data={weekdays.map((value) => ({ value: String(value), label: weekday(value) }))}
            value={String(draft.weekday)}
            allowDeselect={false}
            onChange={(value) => set({ weekday: Number(value ?? 1) })}
          />
        )}
        {draft.cadence === 'monthly' && (
          <NumberInput
            aria-label={t('reportMail.monthday')}
            min={1}
            max={28}
            allowDecimal={false}
            value={draft.monthday}
            onChange={(value) => set({ monthday: Number(value) })}
          />
        )}
        <TextInput
          type="time"
          aria-label={t('reportMail.at')}
          value={draft.at}
          onChange={(event) => set({ at: event.currentTarget.value })}
          data-testid="schedule-at"
        />
      </Group>
      <Select
        label={t('reports.timeZone')}
        description={t(`reportMail.days-${draft.cadence}`)}
        data={[...new Set([draft.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
        value={draft.timeZone}
        searchable
        limit={50}
        allowDeselect={false}
        onChange={(timeZone) => timeZone !== null && set({ timeZone })}
      />
    </>
  );
}

const blank = (language: ReportScheduleRequest['language'], timeZone: string): ReportScheduleRequest => ({
  ...{ name: '', tables: ['queues', 'agents'], queueId: null, teamId: null, cadence: 'daily', weekday: 1 },
  ...{ monthday: 1, at: '07:30', timeZone, language },
  ...{ format: 'xlsx', emails: [], active: true },
});
