import { Alert, Button, Group, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportScheduleView } from '../../../../server/contract/report-schedules';
import { useSoftphone } from '../../softphone-context';
import { DeliveryHistory } from './delivery-history';
import { ScheduleDialog } from './schedule-dialog';
import { ScheduleTable } from './schedule-table';

/** Which reports are sent to whom and when, and what became of each mail. */
export function ReportsByMail({ centreZone }: { centreZone: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [edited, edit] = useState<ReportScheduleView | 'new' | null>(null);
  const { data } = useQuery({ queryKey: ['report-schedules'], queryFn: api.reportSchedules.all });
  return (
    <section
      className="card reports-by-mail"
      aria-label={t('reportMail.heading')}
      data-testid="reports-by-mail"
    >
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h4">
          {t('reportMail.heading')}
        </Title>
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => edit('new')}
          data-testid="add-schedule"
        >
          {t('reportMail.add')}
        </Button>
      </Group>
      {data?.hasMail === false && (
        <Alert color="wait" variant="light" mb="xs" data-testid="no-mail-server">
          {t('reportMail.noMail')}
        </Alert>
      )}
      {data && <ScheduleTable schedules={data.schedules} hasMail={data.hasMail} edit={edit} />}
      <Title order={2} size="h4" mt="lg" mb={6}>
        {t('reportMail.history')}
      </Title>
      <DeliveryHistory />
      {edited !== null && (
        <ScheduleDialog
          schedule={edited === 'new' ? null : edited}
          centreZone={centreZone}
          close={() => edit(null)}
        />
      )}
    </section>
  );
}
