import { Center, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignMonitor } from '../../../server/contract/campaign-monitor';
import type { CampaignView } from '../../../server/contract/campaigns';
import { capScale } from '../../desk/campaign-view';
import { percent } from '../../desk/report-view';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { MarkBars } from './mark-bars';
import { useOrderedMarks } from './use-marks';

const LOOK_MS = 2000;

/** What a campaign does at this moment. */
export function Monitor({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { campaignId } = view.campaign;
  const { data, error } = useQuery({
    queryKey: ['campaigns', 'monitor', campaignId],
    queryFn: () => api.campaigns.monitor(campaignId),
    refetchInterval: LOOK_MS,
  });
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  if (!data)
    return (
      <Center p="md" role="status">
        <Loader size="sm" />
      </Center>
    );
  const isPaced = data.mode === 'progressive' || data.mode === 'predictive';
  return (
    <div className="monitor" data-testid="monitor">
      <Figures view={view} monitor={data} />
      <Pace monitor={data} />
      <Live title={t('monitor.calls')} figures={data.calls} word={(each) => t(`monitor.call-${each}`)} />
      {isPaced && (
        <Live title={t('monitor.agents')} figures={data.agents} word={(each) => t(`monitor.agent-${each}`)} />
      )}
      {isPaced && <Abandoned monitor={data} />}
      <Marks view={view} />
    </div>
  );
}

interface MonitorProps {
  readonly monitor: CampaignMonitor;
}

function Figures({ view, monitor }: MonitorProps & { readonly view: CampaignView }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { reached, open, attempts } = view.progress;
  const { callsPerMinute, forecastEndAt } = monitor;
  const facts = [
    ['reached', String(reached)],
    ['open', String(open)],
    ['attempts', String(attempts)],
    ['perMinute', callsPerMinute.toFixed(1)],
    ['endAt', forecastEndAt === null ? '–' : display.date(forecastEndAt)],
  ] as const;
  return (
    <dl className="monitor-figures">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`monitor.${name}`)}</dt>
          <dd className="digits" data-testid={`monitor-${name}`}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Why it does not dial faster. */
function Pace({ monitor: { reason, pacedAs, why } }: MonitorProps) {
  const { t } = useTranslation();
  const seconds = (ms: number): string => (ms / 1000).toFixed(0);
  const tenths = (many: number): number => Math.round(many * 10) / 10;
  return (
    <section className="campaign-part monitor-wide" aria-label={t('monitor.pace')}>
      <h2 className="section-title section-title-first">{t('monitor.pace')}</h2>
      <Text size="sm" data-testid="monitor-reason" data-reason={reason}>
        {pacedAs !== null && <strong>{t(`campaigns.mode-${pacedAs}`)}: </strong>}
        {t(`monitor.reason-${reason}`)}
      </Text>
      {why !== null && (
        <Text size="xs" c="dimmed" mt={2} className="digits">
          {t('monitor.why', {
            ...{ answerRate: percent(why.answerRate), ring: seconds(why.ringMs) },
            ...{ handling: seconds(why.handlingMs), cover: tenths(why.cover), onTheWay: why.onTheWay },
            ...{ spare: tenths(why.spare), risk: percent(why.risk), accepted: percent(why.acceptedRisk) },
          })}
        </Text>
      )}
    </section>
  );
}

interface LiveProps<Name extends string> {
  readonly title: string;
  readonly figures: Readonly<Record<Name, number>>;
  readonly word: (name: Name) => string;
}

function Live<Name extends string>({ title, figures, word }: LiveProps<Name>) {
  const entries = Object.entries(figures) as [Name, number][];
  return (
    <section className="campaign-part" aria-label={title}>
      <h2 className="section-title section-title-first">{title}</h2>
      <dl className="monitor-live">
        {entries.map(([name, many]) => (
          <div key={name} data-some={many > 0}>
            <dd className="digits" data-testid={`monitor-${name}`}>
              {many}
            </dd>
            <dt>{word(name)}</dt>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The share of persons nobody had time for, beside what is allowed. */
function Abandoned({ monitor: { abandonRate, cap, reached, abandoned } }: MonitorProps) {
  const { t } = useTranslation();
  const { filled, line } = capScale(abandonRate, cap);
  const words = t('monitor.abandonedIs', {
    ...{ rate: percent(abandonRate), cap: percent(cap), abandoned, reached },
  });
  return (
    <section className="campaign-part monitor-wide" aria-label={t('monitor.abandoned')}>
      <h2 className="section-title section-title-first">{t('monitor.abandoned')}</h2>
      <div
        className="cap-bar"
        role="img"
        aria-label={words}
        data-over={abandonRate > cap}
        data-testid="monitor-abandoned"
      >
        <span className="cap-filled" style={{ width: `${filled * 100}%` }} />
        <span className="cap-line" style={{ left: `${line * 100}%` }} />
      </div>
      <Text size="xs" mt={4} className="digits" aria-hidden="true">
        {words}
      </Text>
    </section>
  );
}

/** What has come of those that are done. */
function Marks({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const { word } = useOrderedMarks(view);
  return (
    <section className="campaign-part monitor-wide" aria-label={t('monitor.marks')}>
      <h2 className="section-title section-title-first">{t('monitor.marks')}</h2>
      <MarkBars marks={view.progress.marks} word={word} />
    </section>
  );
}
