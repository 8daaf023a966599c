import { alertMeasures, type AlertMeasure } from '../contract/alert-measures';
import type { CentrePicture, CentreQueue } from '../contract/wallboard';

/** A figure of what a rule looks at; null: there is none, which is over no limit. */
export interface Reading {
  /** null: the whole centre. */
  readonly queueId: string | null;
  readonly value: number | null;
}

type QueueMeasure = {
  [Name in AlertMeasure]: (typeof alertMeasures)[Name]['scope'] extends 'queue' ? Name : never;
}[AlertMeasure];

const ofQueue: Readonly<Record<QueueMeasure, (queue: CentreQueue, now: number) => number | null>> = {
  'longest-wait': ({ longestSince }, now) => (longestSince === null ? 0 : (now - longestSince) / 1000),
  waiting: ({ waiting }) => waiting,
  'estimated-wait': ({ estimateMinutes }) => estimateMinutes,
  'service-level': ({ serviceLevelNow }) => serviceLevelNow && serviceLevelNow * 100,
  'ready-agents': ({ ready }) => ready,
  'present-agents': ({ ready, talking, wrapUp, away }) => ready + talking + wrapUp + away,
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const ofCentre: Readonly<Record<Exclude<AlertMeasure, QueueMeasure>, (picture: CentrePicture) => number>> = {
  'missing-agents': ({ agents }) =>
    agents.filter(
      ({ state, presence, reachable }) =>
        state === 'idle' && (presence === 'not-responding' || (presence === 'ready' && !reachable)),
    ).length,
  'overdue-agents': ({ agents, at }) =>
    agents.filter(({ overdueAt }) => overdueAt !== null && overdueAt <= at).length,
  'ivr-callers': ({ ivr }) => sum(ivr.map(({ calls }) => calls)),
  'switches-down': ({ switches }) => switches.filter(({ state }) => state === 'down').length,
  'orders-overdue': ({ orders }) => sum(orders.map(({ overdue }) => overdue)),
};

const isOfQueue = (measure: AlertMeasure): measure is QueueMeasure => measure in ofQueue;

/** What there is to be compared with the limit of a rule: one figure, or one of each queue. */
export function readingsOf(
  picture: CentrePicture,
  { measure, queueId }: { readonly measure: AlertMeasure; readonly queueId: string | null },
): readonly Reading[] {
  if (!isOfQueue(measure)) return [{ queueId: null, value: ofCentre[measure](picture) }];
  return picture.queues
    .filter((queue) => queueId === null || queue.queueId === queueId)
    .map((queue) => ({ queueId: queue.queueId, value: ofQueue[measure](queue, picture.at) }));
}

export function isOver(measure: AlertMeasure, threshold: number, value: number | null): boolean {
  if (value === null) return false;
  return alertMeasures[measure].breach === 'above' ? value > threshold : value < threshold;
}
