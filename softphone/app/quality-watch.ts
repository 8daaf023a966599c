import type { CallQuality, QualityWarning } from '../../server/contract/quality';
import { createValue, type Observable } from '../core/observable';
import {
  gradeOf,
  isMicrophoneSilent,
  secondBetween,
  summaryOf,
  warningsAfter,
  type QualityGrade,
  type QualitySample,
  type QualitySecond,
} from '../desk/call-quality';
import type { Phone } from '../phone/phone.service';

export interface QualityView {
  readonly grade: QualityGrade;
  readonly warnings: readonly QualityWarning[];
  readonly latest: QualitySecond;
}

export interface QualityWatch {
  /** Of the leg that is up; null before anything was measured. */
  readonly now: Observable<QualityView | null>;
}

interface QualityWatchDeps {
  readonly phone: Pick<Phone, 'call' | 'sample'>;
  readonly report: (callId: string, quality: CallQuality) => Promise<unknown>;
}

const everyMs = 1000;

/** Looks at the leg once a second while it is up, and reports on it when it is over. */
export function createQualityWatch({ phone, report }: QualityWatchDeps): QualityWatch {
  const now = createValue<QualityView | null>(null);
  let watching: { readonly callId: string; readonly stop: () => CallQuality | null } | null = null;
  const over = (): void => {
    const ended = watching;
    watching = null;
    now.set(null);
    const quality = ended?.stop() ?? null;
    if (ended && quality) void report(ended.callId, quality).catch(() => undefined);
  };
  phone.call.subscribe(() => {
    const call = phone.call.get();
    const callId = call.name === 'active' ? call.callId : null;
    if (watching && watching.callId !== callId) over();
    if (callId !== null && !watching) watching = { callId, stop: watchLeg(phone, now.set) };
  });
  return { now };
}

function watchLeg(
  phone: Pick<Phone, 'call' | 'sample'>,
  show: (view: QualityView | null) => void,
): () => CallQuality | null {
  const seconds: QualitySecond[] = [];
  const levels: (number | null)[] = [];
  const warned = new Set<QualityWarning>();
  let first: QualitySample | null = null;
  let last: QualitySample | null = null;
  let warnings: QualityWarning[] = [];
  let isOver = false;

  const add = (sample: QualitySample): void => {
    const second = last && secondBetween(last, sample);
    first ??= sample;
    last = sample;
    const call = phone.call.get();
    if (call.name === 'active' && !call.muted) levels.push(sample.microphone);
    if (!second) return;
    seconds.push(second);
    warnings = warningsAfter(warnings, seconds);
    if (isMicrophoneSilent(levels)) warnings.push('microphone-silent');
    for (const warning of warnings) warned.add(warning);
    show({ grade: gradeOf(seconds, warnings), warnings, latest: second });
  };
  const timer = setInterval(() => {
    void phone.sample().then((sample) => {
      if (sample && !isOver) add(sample);
    });
  }, everyMs);
  return () => {
    isOver = true;
    clearInterval(timer);
    return summaryOf(seconds, first, last, warned);
  };
}
