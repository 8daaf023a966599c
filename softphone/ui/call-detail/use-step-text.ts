import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import type { Strategy } from '../../../server/contract/queue-config';
import type { DetailLine } from '../../desk/timeline-details';
import type { TimelineStep } from '../../desk/call-timeline';
import { formatDuration } from '../../desk/duration';
import { nodeTitle } from '../../desk/lanes-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import type { timelineZhCN } from '../../i18n/timeline.zh-cn';
import { useDisplay } from '../use-display';
import { useCallTimeline } from './use-call-timeline';

type SentenceKey = keyof typeof timelineZhCN.timeline;

/** The sentence of a step, with codes and ids replaced by their names. */
export function useStepText(call: CallDetail): (step: TimelineStep) => string {
  const { t } = useTranslation();
  const display = useDisplay();
  const nodeName = useNodeName(call);
  return (step) => {
    const { values } = step;
    return t(`timeline.${sentenceOf(step, call)}`, {
      ...values,
      node: nodeName(values['node'] ?? ''),
      queue: display.queue(values['queueId'] ?? null),
      dialedNumber: formatPhoneNumber(values['dialedNumber'] ?? call.dialedNumber),
      waited: formatDuration(Number(values['waitedMs'] ?? 0)),
      after: formatDuration(Number(values['afterMs'] ?? 0)),
      parked: formatDuration(Number(values['parkedMs'] ?? 0)),
      talk: formatDuration(Number(values['talkMs'] ?? 0)),
      by: formatDuration(Number(values['byMs'] ?? 0)),
      failure: display.failure(values['cause'] ?? ''),
      points: (Number(values['mark'] ?? 0) / 100).toFixed(1),
      language: values['language'] === 'en-US' ? 'English' : '中文',
      disposition: display.disposition(values['dispositionCode'] ?? ''),
    });
  };
}

/** What the pack calls a node, or its id as words. */
function useNodeName(call: CallDetail): (id: string) => string {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const nodes = useCallTimeline(call)?.lanes.flatMap(({ bars }) => bars.flatMap(({ node }) => node ?? []));
  return (id) => nodeTitle(nodes?.find((node) => node.id === id) ?? { id, name: null }, language);
}

/** A line of what more there is to say of a step. */
export function useDetailText(): (line: DetailLine) => string {
  const { t } = useTranslation();
  const display = useDisplay();
  return ({ text, values }) => {
    const strategy = values['strategy'] as Strategy | undefined;
    return t(`why.${text}`, {
      ...values,
      queue: display.queue(values['queueId'] ?? null),
      strategy: strategy ? t(`strategy.${strategy}`) : '',
    });
  };
}

const transferred: Readonly<Record<string, SentenceKey>> = {
  queue: 'call-transferred-queue',
  agent: 'call-transferred-agent',
};

const unparked: Readonly<Record<string, SentenceKey>> = {
  'rung-back': 'call-unparked-back',
  'nobody-there': 'call-unparked-queue',
  'caller-left': 'call-unparked-left',
};

/** Some events read differently by what they carry: an outbound start, digits kept secret, nobody recognised. */
function sentenceOf({ text, values }: TimelineStep, call: CallDetail): SentenceKey {
  if (text === 'call-started' && call.direction === 'outbound') return 'call-started-outbound';
  if (text === 'call-started' && call.direction === 'internal') return 'call-started-internal';
  if (text === 'call-identified' && values['customerId'] === undefined) return 'call-identified-none';
  if (text === 'call-queued' && values['again'] === 'true') return 'call-queued-again';
  if (text === 'call-consult-started' && values['toAgentId'] !== undefined)
    return 'call-consult-started-agent';
  if (text === 'call-consult-failed' && values['toAgentId'] !== undefined) return 'call-consult-failed-agent';
  if (text === 'call-consult-swapped' && values['talkTo'] === 'far-party') return 'call-consult-swapped-back';
  if (text === 'call-recording-resumed' && values['by'] !== 'agent') return 'call-recording-resumed-next';
  if (text === 'call-recording-started' && values['by'] === 'agent') return 'call-recording-started-agent';
  if (text === 'call-recording-stopped' && values['by'] === 'agent') return 'call-recording-stopped-agent';
  if (text === 'call-recording-played' && values['isTakenAway'] === 'true')
    return 'call-recording-played-taken';
  if (text === 'call-recording-deleted' && values['person'] === undefined)
    return 'call-recording-deleted-rule';
  if (text === 'call-transferred') return transferred[values['to'] ?? ''] ?? 'call-transferred';
  if (text === 'call-waits-for' && values['until'] === undefined) return 'call-waits-for-all';
  if (text === 'call-unparked') return unparked[values['why'] ?? ''] ?? 'call-unparked';
  if (text === 'call-ended' && values['talkMs'] !== undefined) return 'call-ended-talk';
  if (text === 'ivr-digits-collected' && values['digits'] === undefined) return 'ivr-digits-collected-hidden';
  if (text === 'wrap-up-finished' && values['dispositionMissing'] === 'true')
    return 'wrap-up-finished-missing';
  if (text === 'offer-missed' && Number(values['inARow'] ?? 0) > 1) return 'offer-missed-again';
  return text as SentenceKey;
}
