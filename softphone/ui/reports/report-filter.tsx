import { Button, Group, SegmentedControl, Select, TextInput, Title } from '@mantine/core';
import { IconDownload, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { reportFormats, type ReportFormat } from '../../../server/contract/reports';
import { presets, reportKinds, stepFor, steps, type Preset } from '../../desk/report-view';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCampaignNames } from './use-campaign-names';
import type { Asked } from './use-report';

interface ReportFilterProps {
  readonly asked: Asked;
  readonly days: number;
  readonly isValid: boolean;
  readonly change: (change: Partial<Asked>) => void;
  readonly isMailShown: boolean;
  readonly showMail: (shown: boolean) => void;
  /** Where the table is downloaded; null: there is none. */
  readonly fileUrl: ((format: ReportFormat) => string) | null;
}

/** Which report, of which days, where they begin. */
export function ReportFilter(props: ReportFilterProps) {
  const { asked, days, isValid, change, fileUrl, isMailShown, showMail } = props;
  const { t } = useTranslation();
  return (
    <div className="report-filter">
      <Group gap="md" wrap="wrap">
        <Title order={1} size="h3">
          {t('reports.heading')}
        </Title>
        <SegmentedControl
          size="sm"
          aria-label={t('reports.kind')}
          data-testid="report-kind"
          data={reportKinds.map((value) => ({ value, label: t(`reports.kind-${value}`) }))}
          value={asked.kind}
          onChange={(kind) => change({ kind: kind })}
        />
        <div className="grow" />
        <Button
          size="xs"
          variant={isMailShown ? 'filled' : 'default'}
          aria-pressed={isMailShown}
          leftSection={<IconMail size={16} aria-hidden="true" />}
          onClick={() => showMail(!isMailShown)}
          data-testid="report-mail"
        >
          {t('reportMail.open')}
        </Button>
        {fileUrl !== null && (
          <Button.Group>
            {reportFormats.map((format) => (
              <Button
                key={format}
                component="a"
                href={fileUrl(format)}
                download
                size="xs"
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden="true" />}
                data-testid={`report-file-${format}`}
              >
                {t(`reports.download-${format}`)}
              </Button>
            ))}
          </Button.Group>
        )}
      </Group>
      <Group gap="sm" align="flex-end" mt="xs">
        <Days asked={asked} change={change} isValid={isValid} />
        {hasSteps(asked) && (
          <Select
            size="xs"
            w={120}
            label={t('reports.step')}
            allowDeselect={false}
            data={steps
              .filter((step) => stepFor(step, days) === step)
              .map((value) => ({ value, label: t(`reports.step-${value}`) }))}
            value={asked.step}
            onChange={(step) => change({ step: step as Asked['step'] })}
            data-testid="report-step"
          />
        )}
        {(asked.kind === 'interval' || asked.kind === 'number') && <Queue asked={asked} change={change} />}
        {asked.kind === 'campaigns' && <OneCampaign asked={asked} change={change} />}
        {asked.kind === 'surveys' && <SurveyBy asked={asked} change={change} />}
        <TimeZone asked={asked} change={change} />
      </Group>
    </div>
  );
}

const hasSteps = ({ kind, campaignId }: Asked): boolean =>
  kind === 'interval' || kind === 'availability' || (kind === 'campaigns' && campaignId !== null);

function Days({ asked, change, isValid }: Pick<ReportFilterProps, 'asked' | 'change' | 'isValid'>) {
  const { t } = useTranslation();
  const day = (which: 'from' | 'to') => (
    <TextInput
      type="date"
      size="xs"
      label={t(`reports.${which}`)}
      value={asked[which]}
      max="9999-12-31"
      error={!isValid}
      onChange={({ currentTarget: { value } }) => {
        if (value !== '') change({ preset: 'custom', [which]: value });
      }}
      data-testid={`report-${which}`}
    />
  );
  return (
    <>
      <Select
        size="xs"
        w={130}
        label={t('reports.range')}
        allowDeselect={false}
        data={[...presets, 'custom' as const].map((value) => ({ value, label: t(`reports.${value}`) }))}
        value={asked.preset}
        onChange={(preset) => change({ preset: preset as Preset | 'custom' })}
        data-testid="report-range"
      />
      {day('from')}
      {day('to')}
    </>
  );
}

type Fields = Pick<ReportFilterProps, 'asked' | 'change'>;

function Queue({ asked, change }: Fields) {
  const { t } = useTranslation();
  const queues = useObservable(useSoftphone().queues);
  return (
    <Select
      size="xs"
      w={180}
      searchable
      clearable
      label={t('reports.queue')}
      placeholder={t('reports.allQueues')}
      data={queues.map(({ queueId, name }) => ({ value: queueId, label: name }))}
      value={asked.queueId}
      onChange={(queueId) => change({ queueId })}
      data-testid="report-queue"
    />
  );
}

function OneCampaign({ asked, change }: Fields) {
  const { t } = useTranslation();
  const campaigns = useCampaignNames();
  return (
    <Select
      size="xs"
      w={220}
      searchable
      clearable
      label={t('reports.campaign')}
      placeholder={t('reports.allCampaigns')}
      data={campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name }))}
      value={asked.campaignId}
      onChange={(campaignId) => change({ campaignId })}
      data-testid="report-campaign"
    />
  );
}

const surveysBy = ['question', 'campaign', 'queue'] as const;

function SurveyBy({ asked, change }: Fields) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      w={160}
      label={t('surveys.by')}
      allowDeselect={false}
      data={surveysBy.map((value) => ({ value, label: t(`surveys.by-${value}`) }))}
      value={asked.surveyBy}
      onChange={(surveyBy) => change({ surveyBy: surveyBy ?? asked.surveyBy })}
      data-testid="report-survey-by"
    />
  );
}

function TimeZone({ asked, change }: Fields) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      w={200}
      searchable
      clearable
      limit={50}
      label={t('reports.timeZone')}
      placeholder={t('reports.ownZone')}
      data={Intl.supportedValuesOf('timeZone')}
      value={asked.timeZone}
      onChange={(timeZone) => change({ timeZone })}
      data-testid="report-zone"
    />
  );
}
