import { useMemo, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView, Waveform } from '../../../server/contract/recordings';
import { formatDuration } from '../../desk/duration';
import { maskedSpans, seekByKey, waveformPaths } from '../../desk/player-view';

interface RecordingWaveformProps {
  readonly recording: Pick<RecordingView, 'kind' | 'paused'>;
  /** null: not known, or not yet. */
  readonly waveform: Waveform | null;
  readonly ms: number;
  readonly atMs: number;
  readonly seek: (ms: number) => void;
}

const MOST_BARS = 220;
const percent = (share: number): string => `${String(Math.min(1, Math.max(0, share)) * 100)}%`;

/** Both sides as a picture, which is a slider: a click, a drag or a key goes there. */
export function RecordingWaveform({ recording, waveform, ms, atMs, seek }: RecordingWaveformProps) {
  const { t } = useTranslation();
  const { kind, paused } = recording;
  const paths = useMemo(
    () => (waveform && waveform.left.length > 0 ? waveformPaths(waveform, MOST_BARS) : null),
    [waveform],
  );
  const spans = useMemo(() => maskedSpans({ paused, ms }), [paused, ms]);
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons % 2 === 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(Math.min(1, Math.max(0, (event.clientX - left) / width)) * ms);
  };
  const press = (event: KeyboardEvent): void => {
    const to = seekByKey(event.key, atMs, ms);
    if (to === null) return;
    event.preventDefault();
    seek(to);
  };
  return (
    <div
      className="waveform"
      role="slider"
      tabIndex={0}
      aria-label={t('player.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(ms / 1000)}
      aria-valuenow={Math.round(atMs / 1000)}
      aria-valuetext={t('player.at', { at: formatDuration(atMs), of: formatDuration(ms) })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={point}
      onKeyDown={press}
      data-testid="recording-waveform"
      data-has-peaks={paths !== null}
    >
      {paths && <Bars {...paths} kind={kind} />}
      {paths && (
        <div
          className="waveform-played"
          style={{ clipPath: `inset(0 calc(100% - ${percent(atMs / ms)}) 0 0)` }}
        >
          <Bars {...paths} kind={kind} />
        </div>
      )}
      {spans.map(({ from, to }) => (
        <span
          key={from}
          className="waveform-masked"
          style={{ left: percent(from), width: percent(to - from) }}
          title={t('player.masked')}
          data-testid="masked-span"
        />
      ))}
      <span className="waveform-now" style={{ left: percent(atMs / ms) }} />
    </div>
  );
}

/** A message is the caller on both sides of the line. */
function Bars({
  caller,
  agent,
  count,
  kind,
}: ReturnType<typeof waveformPaths> & Pick<RecordingView, 'kind'>) {
  return (
    <svg viewBox={`0 0 ${String(count)} 2`} preserveAspectRatio="none" aria-hidden="true">
      <path className="waveform-caller" d={caller} />
      <path className={kind === 'talk' ? 'waveform-agent' : 'waveform-caller'} d={agent} />
    </svg>
  );
}
