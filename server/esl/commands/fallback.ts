import type { Command } from '../connection';
import { uuid, whole } from './fields';

/** Seconds. The scheduler counts whole seconds and fires up to half a second early. */
const EARLY_S = 1;
const [LEAST_S, MOST_S] = [1, 86_400];

/** A task group of our own, so that the guard can be deleted without touching other tasks of the leg. */
const group = (legId: string): string => `fb-${uuid(legId)}`;

/**
 * Sent together: our old guard goes, the new one comes, and only then the one the dialplan set on arrival
 * (its group is the leg's uuid), so that the leg is never without one.
 */
export const armFallback = (legId: string, seconds: number): readonly Command[] => [
  [`api sched_del ${group(legId)}`],
  [
    `api sched_api +${whole(seconds, LEAST_S, MOST_S, 'fallback seconds') + EARLY_S} ${group(legId)} ` +
      `uuid_transfer ${uuid(legId)} fallback XML overflow`,
  ],
  [`api sched_del ${uuid(legId)}`],
];

export const disarmFallback = (legId: string): readonly Command[] => [
  [`api sched_del ${group(legId)}`],
  [`api sched_del ${uuid(legId)}`],
];
