import { useElementSize } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import type { CallTimeline, TimelineLane } from '../../../server/contract/timeline';
import { formatDuration } from '../../desk/duration';
import { barTone, shownLanes, signsOf, spanOf, ticksOf } from '../../desk/lanes-view';
import { useCallTimeline } from './use-call-timeline';
import { useLaneWords } from './use-lane-words';
import './call-lanes.css';

const TICK_WIDTH = 64;
const LETTERS_FIT = 26;
/** Further to the right there is no room for a path. */
const MOST_BEFORE_PATH = 0.7;

interface CallLanesProps {
  readonly call: CallDetail;
  readonly selected: string | null;
  readonly select: (eventId: string) => void;
}

/** A call as lanes over one axis of time. The list below says the same in words; a click leads there. */
export function CallLanes({ call, selected, select }: CallLanesProps) {
  const timeline = useCallTimeline(call);
  return timeline && timeline.untilMs > 0 ? (
    <Picture call={call} timeline={timeline} selected={selected} select={select} />
  ) : null;
}

function Picture({ call, timeline, selected, select }: CallLanesProps & { readonly timeline: CallTimeline }) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const words = useLaneWords(call);
  const lanes = shownLanes(timeline, call);
  const share = (ms: number): string => `${String((ms / timeline.untilMs) * 100)}%`;
  return (
    <div
      className="lanes"
      role="group"
      aria-label={t('lanes.label', { count: lanes.length, length: formatDuration(timeline.untilMs) })}
      onKeyDown={moveFocus}
      data-testid="call-lanes"
    >
      <div className="lanes-axis" aria-hidden="true">
        <div className="lanes-line" ref={ref}>
          {ticksOf(timeline.untilMs, Math.max(1, width / TICK_WIDTH)).map((at) => (
            <span key={at} className="digits lanes-tick" style={{ left: share(at) }}>
              {formatDuration(at)}
            </span>
          ))}
        </div>
      </div>
      {lanes.map((lane) => (
        <div
          key={`${lane.kind} ${lane.agentId ?? lane.legId ?? ''}`}
          className="lane"
          data-testid="lane"
          data-lane={lane.kind}
        >
          <span className="lane-name" title={words.lane(lane)}>
            {words.lane(lane)}
          </span>
          <div className="lanes-line">
            <Bars {...{ lane, timeline, width, words, selected, select }} />
            {lane.kind === 'flow' && <FlowPath {...{ lane, timeline, width, words }} />}
            {signsOf(lane, call).map(({ entry, atMs }) => (
              <button
                key={entry.eventId}
                type="button"
                tabIndex={-1}
                className="lane-sign"
                style={{ left: share(atMs) }}
                title={`${formatDuration(atMs)} ${words.sign(entry)}`}
                aria-label={`${formatDuration(atMs)} ${words.sign(entry)}`}
                aria-pressed={selected === entry.eventId}
                onClick={() => select(entry.eventId)}
                data-side={atMs > timeline.untilMs * 0.75 ? 'left' : 'right'}
                data-testid="lane-sign"
              >
                {words.signValue(entry)}
              </button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

interface BarsProps extends Pick<CallLanesProps, 'selected' | 'select'> {
  readonly lane: TimelineLane;
  readonly timeline: CallTimeline;
  readonly width: number;
  readonly words: ReturnType<typeof useLaneWords>;
}

function Bars({ lane, timeline, width, words, selected, select }: BarsProps) {
  return lane.bars.map((bar, nth) => {
    const span = spanOf(bar, timeline.untilMs);
    const name = words.bar(bar);
    const told = [
      name,
      words.outcome(bar),
      `${formatDuration(bar.fromMs)}–${formatDuration(bar.toMs)}`,
      formatDuration(bar.toMs - bar.fromMs),
    ].filter(Boolean);
    return (
      <button
        key={`${bar.eventId} ${String(nth)}`}
        type="button"
        tabIndex={lane.kind === 'caller' && nth === 0 ? 0 : -1}
        className="lane-bar"
        data-tone={barTone(bar)}
        data-open={bar.endedBy === null}
        data-testid="lane-bar"
        data-kind={bar.kind}
        style={{ left: `${String(span.left * 100)}%`, width: `${String(span.width * 100)}%` }}
        title={told.join(' · ')}
        aria-label={told.join(', ')}
        aria-pressed={selected === bar.eventId}
        onClick={() => select(bar.eventId)}
      >
        {span.width * width > LETTERS_FIT && <span>{name}</span>}
      </button>
    );
  });
}

/** The way through the flow, where its bars are too short to bear their names. */
function FlowPath({ lane, timeline, width, words }: Omit<BarsProps, 'selected' | 'select'>) {
  const spans = lane.bars.map((bar) => spanOf(bar, timeline.untilMs));
  const end = Math.max(...spans.map(({ left, width: wide }) => left + wide));
  if (spans.every((span) => span.width * width > LETTERS_FIT) || end > MOST_BEFORE_PATH) return null;
  return (
    <span className="lane-path" style={{ left: `${String(end * 100)}%` }} aria-hidden="true">
      {lane.bars.map(words.bar).join(' › ')}
    </span>
  );
}

/** Arrows go from bar to bar: the picture is one stop of the Tab key. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll('button')];
  const place = all.findIndex((button) => button === document.activeElement);
  if (place < 0) return;
  event.preventDefault();
  all[place + step]?.focus();
}
