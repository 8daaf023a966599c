import { useTranslation } from 'react-i18next';
import type { CallDetail, TimelineEntry } from '../../../server/contract/rest';
import type { TimelineBar, TimelineLane } from '../../../server/contract/timeline';
import { timelineSteps } from '../../desk/call-timeline';
import { nodeTitle } from '../../desk/lanes-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { lanesZhCN } from '../../i18n/lanes.zh-cn';
import { useDisplay } from '../use-display';
import { useStepText } from './use-step-text';

const outcomes = lanesZhCN.laneOutcome;

/** What lanes, bars and signs are called. */
export function useLaneWords(call: CallDetail) {
  const { t, i18n } = useTranslation();
  const display = useDisplay();
  const stepText = useStepText(call);
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return {
    lane: ({ kind, agentId, number }: TimelineLane): string => {
      if (kind === 'agent') return t('lanes.agent', { agentId: agentId ?? '' });
      if (kind === 'far-party' && number !== null) return formatPhoneNumber(number);
      if (kind === 'caller' && call.direction === 'outbound') return t('lanes.customer');
      return t(`lanes.${kind}`);
    },
    bar: ({ kind, node, keys, queueId }: TimelineBar): string => {
      if (kind === 'waiting' && queueId !== null) return display.queue(queueId);
      const name = node ? nodeTitle(node, language) : t(`laneBar.${kind}`);
      return keys.length > 0 ? `${name} [${keys.join(' ')}]` : name;
    },
    outcome: ({ outcome }: TimelineBar): string =>
      outcome !== null && outcome in outcomes ? t(`laneOutcome.${outcome as keyof typeof outcomes}`) : '',
    sign: (entry: TimelineEntry): string => {
      const [step] = timelineSteps({ startedAt: call.startedAt, timeline: [entry] });
      if (step) return stepText(step);
      return entry.type === 'call.quality-measured'
        ? t('lanes.quality-of', { mos: mosOf(entry) })
        : t('lanes.other');
    },
    /** What stands beside the sign; where there is little to say, nothing. */
    signValue: (entry: TimelineEntry): string => {
      if (entry.type === 'call.quality-measured') return mosOf(entry);
      if (entry.type === 'ivr.survey-answered') return plain(entry.data['value']);
      if (entry.type === 'work-order.created') return plain(entry.data['serial']);
      return '';
    },
  };
}

const mosOf = ({ data }: TimelineEntry): string => Number(data['mos'] ?? 0).toFixed(1);
const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
