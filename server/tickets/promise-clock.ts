/**
 * The promise clock of one order. Pure: what stands here is stored, and what must happen is a list of alarms.
 *
 *   running ──wait──► paused ──resume──► running ──answered──► ended ──reopen──► running (the next run)
 *
 * An alarm rings at a share of the promised time: reminders before it, the breach at 1, escalation at any. While
 * the customer has to act the clock stands, and every alarm with it.
 */
import type { Calendar } from './calendar';
import { dueAt, type PromisedTime } from './promised-time';

export interface PromiseClock {
  readonly state: 'running' | 'paused' | 'ended';
  /** 1, and one more with every reopening; an alarm of an earlier run never rings. */
  readonly run: number;
  /** Open time from the start to the promise, ms. */
  readonly totalMs: number;
  /** While running, and the last one when ended. null while paused. */
  readonly dueAt: number | null;
  /** Open time left when it was paused, ms; negative when it was late already. null unless paused. */
  readonly remainingMs: number | null;
}

export const alarmKinds = ['reminder', 'escalation', 'breach'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** What rings when. `step` is the place in the configuration's list. */
export interface AlarmRule {
  readonly kind: AlarmKind;
  readonly step: number;
  /** Share of the promised time, above 0. */
  readonly share: number;
}

export function startClock(promised: PromisedTime, calendar: Calendar, now: number, run = 1): PromiseClock {
  const due = dueAt(promised, calendar, now);
  return { state: 'running', run, totalMs: calendar.openBetween(now, due), dueAt: due, remainingMs: null };
}

export function pauseClock(clock: PromiseClock, calendar: Calendar, now: number): PromiseClock {
  if (clock.state !== 'running' || clock.dueAt === null) return clock;
  return { ...clock, state: 'paused', dueAt: null, remainingMs: calendar.openBetween(now, clock.dueAt) };
}

export function resumeClock(clock: PromiseClock, calendar: Calendar, now: number): PromiseClock {
  if (clock.state !== 'paused') return clock;
  const due = calendar.addOpen(now, clock.remainingMs ?? 0);
  return { ...clock, state: 'running', dueAt: due, remainingMs: null };
}

export const endClock = (clock: PromiseClock, now: number): PromiseClock => ({
  ...clock,
  state: 'ended',
  dueAt: clock.dueAt ?? now,
  remainingMs: null,
});

/** When an alarm of a running clock rings; null while it stands. */
export function alarmAt(clock: PromiseClock, share: number, calendar: Calendar): number | null {
  if (clock.state !== 'running' || clock.dueAt === null) return null;
  return calendar.addOpen(clock.dueAt, Math.round((share - 1) * clock.totalMs));
}
