/** What was looked at before an agent goes ready, and what it means for him. */
import type { MicrophoneProblem } from '../media/microphone';
import type { Registration } from '../phone/phone-line';

export const preflightChecks = ['microphone', 'level', 'registration', 'path', 'round-trip'] as const;
export type PreflightCheck = (typeof preflightChecks)[number];

/** `unknown`: the check itself broke, or was not made; it keeps nobody from his calls. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown';

export interface PreflightLine {
  readonly check: PreflightCheck;
  readonly verdict: Verdict;
  /** Which sentence says what to do; null when there is nothing to do. */
  readonly why: string | null;
}

/** How far the test call got: its own note came back, or it did not. */
export type PathFinding = 'heard' | 'silent' | 'not-connected';

/** As far as it was found out; undefined: not (yet) known. */
export interface PreflightFindings {
  readonly microphone?: 'open' | MicrophoneProblem;
  /** The loudest the microphone gave, 0 to 1 of full scale. */
  readonly level?: number;
  readonly registration?: Registration['name'];
  readonly path?: PathFinding;
  readonly roundTripMs?: number | null;
}

/** Below it a microphone gives nothing that could be a room with somebody in it. */
export const SILENCE = 0.0005;
const SLOW_MS = 400;

const line = (check: PreflightCheck, verdict: Verdict, why: string | null = null): PreflightLine => ({
  check,
  verdict,
  why,
});

/** One line for each check. Without a microphone or a phone he cannot take calls; all else is told and left to him. */
export function preflightLines(found: PreflightFindings): PreflightLine[] {
  const { microphone, level, registration, path, roundTripMs } = found;
  return [
    microphone === undefined
      ? line('microphone', 'unknown')
      : microphone === 'open'
        ? line('microphone', 'ok')
        : line('microphone', 'fail', microphone),
    level === undefined
      ? line('level', 'unknown')
      : level > SILENCE
        ? line('level', 'ok')
        : line('level', 'warn', 'quiet'),
    registrationLine(registration),
    path === undefined
      ? line('path', 'unknown')
      : path === 'heard'
        ? line('path', 'ok')
        : line('path', 'warn', path),
    roundTripMs === undefined || roundTripMs === null
      ? line('round-trip', 'unknown')
      : roundTripMs > SLOW_MS
        ? line('round-trip', 'warn', 'slow')
        : line('round-trip', 'ok'),
  ];
}

function registrationLine(registration: Registration['name'] | undefined): PreflightLine {
  if (registration === undefined) return line('registration', 'unknown');
  // The other tab has it registered.
  if (registration === 'registered' || registration === 'other-tab') return line('registration', 'ok');
  return line('registration', 'fail', registration === 'refused' ? 'refused' : 'away');
}

/** The worst of them. */
export function verdictOf(lines: readonly PreflightLine[]): 'passed' | 'warned' | 'failed' {
  if (lines.some(({ verdict }) => verdict === 'fail')) return 'failed';
  return lines.some(({ verdict }) => verdict === 'warn') ? 'warned' : 'passed';
}
