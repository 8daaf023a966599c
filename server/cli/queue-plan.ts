import { QUEUES_TYPE, type QueueChange, type QueueEffect, type QueuePlan } from '../contract/queue-versions';
import type { CentreRequest } from './centre';
import { describeFault } from '../config/yaml-source';
import { line, type Output } from './output';
import { table } from './table';

/** A queues file as the centre takes it. */
export const fileOf = (yaml: string): NonNullable<CentreRequest['file']> => ({
  type: QUEUES_TYPE,
  bytes: new TextEncoder().encode(yaml),
});

const SIGNS: Readonly<Record<QueueChange['kind'], string>> = { added: '+', removed: '-', changed: '~' };

export function showChanges(output: Output, changes: readonly QueueChange[]): void {
  for (const { kind, text } of changes) line(output, `${SIGNS[kind]} ${text}`);
  if (changes.length === 0) line(output, 'Nothing differs.');
}

/** What would change, what is probably not meant, and whom it concerns now. */
export function showPlan(output: Output, { basedOn, changes, warnings, effects }: QueuePlan): void {
  for (const warning of warnings) line(output, `${describeFault(warning)} (warning)`);
  line(output, `Against version ${basedOn}:`);
  showChanges(output, changes);
  const concerned = effects.filter(isConcerned);
  if (concerned.length === 0) return;
  table(output, [
    ['QUEUE', 'WAITING NOW', 'AGENTS AT ONCE', 'OF THEM LOGGED IN'],
    ...concerned.map(({ queueId, waiting, before, after }) => [
      queueId,
      String(waiting),
      fromTo(before?.agents, after?.agents),
      fromTo(before?.loggedIn, after?.loggedIn),
    ]),
  ]);
}

const isConcerned = ({ waiting, before, after }: QueueEffect): boolean =>
  waiting > 0 || before?.agents !== after?.agents;

const fromTo = (before: number | undefined, after: number | undefined): string =>
  before === after ? String(after ?? '') : `${before ?? 'no queue'} → ${after ?? 'no queue'}`;
