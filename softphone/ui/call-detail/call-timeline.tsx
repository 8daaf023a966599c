import { Text, Timeline } from '@mantine/core';
import {
  IconBell,
  IconClick,
  IconMessage2,
  IconNote,
  IconPhone,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerRecord,
  IconUserCheck,
  IconUsersGroup,
  IconVolume,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import { timelineSteps, type StepIcon, type StepTone } from '../../desk/call-timeline';
import { formatDuration } from '../../desk/duration';
import { stepFor } from '../../desk/lanes-view';
import { useDetailText, useStepText } from './use-step-text';

const icons: Readonly<Record<StepIcon, Icon>> = {
  call: IconPhone,
  ivr: IconVolume,
  key: IconClick,
  queue: IconUsersGroup,
  offer: IconBell,
  talk: IconMessage2,
  hold: IconPlayerPause,
  note: IconNote,
  end: IconPhoneOff,
  person: IconUserCheck,
  record: IconPlayerRecord,
};

const colors: Readonly<Record<StepTone, string>> = {
  plain: 'gray.6',
  wait: 'wait.7',
  good: 'go.7',
  bad: 'stop.7',
  done: 'gray.7',
};

/** A place in the call that somebody chose elsewhere; another `nth` chooses it anew. */
export interface Chosen {
  readonly eventId: string;
  readonly nth: number;
}

/** The way of a call from the first menu to the last note, in the order it happened. */
export function CallTimeline({ call, chosen = null }: { call: CallDetail; chosen?: Chosen | null }) {
  const { t } = useTranslation();
  const text = useStepText(call);
  const detail = useDetailText();
  const steps = timelineSteps(call);
  const shown = chosen && stepFor(chosen.eventId, call, (id) => steps.some((step) => step.id === id));
  const { nth = 0 } = chosen ?? {};
  const chosenStep = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown !== null) chosenStep.current?.scrollIntoView({ block: 'center' });
  }, [shown, nth]);
  if (steps.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {t('detail.noTimeline')}
      </Text>
    );
  }
  return (
    <Timeline
      className="timeline"
      active={steps.length}
      bulletSize={24}
      lineWidth={2}
      data-testid="call-timeline"
    >
      {steps.map((step) => {
        const StepSign = icons[step.icon];
        return (
          <Timeline.Item
            key={step.id}
            ref={step.id === shown ? chosenStep : null}
            {...(step.id === shown && { 'aria-current': 'step' })}
            data-testid="timeline-step"
            color={colors[step.tone]}
            bullet={<StepSign size={14} aria-hidden="true" />}
            title={
              <span className="step">
                <span>{text(step)}</span>
                <time dateTime={new Date(step.at).toISOString()} className="digits step-time">
                  +{formatDuration(step.afterMs)}
                </time>
              </span>
            }
          >
            {step.details.length > 0 && (
              <details className="step-details" open={step.id === shown} data-testid={`details-${step.text}`}>
                <summary>{t(step.text === 'offer-made' ? 'why.agent' : 'why.step')}</summary>
                <ul>
                  {step.details.map((line) => (
                    <li key={line.text}>{detail(line)}</li>
                  ))}
                </ul>
              </details>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
