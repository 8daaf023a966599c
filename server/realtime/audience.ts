import type { Session } from '../auth/ports';
import type { DomainEvent, EventType } from '../contract/events';

/** Supervisors and admins see everything; an agent sees what is about him, or his call with a colleague. */
export function maySee(session: Session, event: DomainEvent): boolean {
  if (session.role !== 'agent') return true;
  const { agentId } = session;
  return agentId !== null && (event.agentId === agentId || event.data['colleagueId'] === agentId);
}

/** How everybody and everything stands is for those who answer for others. */
export const maySeeCentre = ({ role }: Session): boolean => role !== 'agent';

const queueChanging: ReadonlySet<EventType> = new Set<EventType>([
  'call.queued',
  'call.talking',
  'call.agent-lost',
  'call.abandoned',
  'call.ended',
  'offer.made',
  'offer.accepted',
  'offer.missed',
  'offer.declined',
  'offer.rescinded',
  'offer.failed',
  'wrap-up.started',
  'wrap-up.finished',
  'agent.logged-in',
  'agent.logged-out',
  'agent.presence-changed',
  'agent.state-changed',
  'agent.reachable',
  'agent.unreachable',
]);

/** Whether the figures of some queue may be others after it. */
export const changesQueues = (event: DomainEvent): boolean => queueChanging.has(event.type);

const parkedChanging: ReadonlySet<EventType> = new Set<EventType>([
  'call.parked',
  'call.unparked',
  'call.identified',
  'queues.applied',
]);

/** Whether the parked callers, or who may pick them up, may be others after it. */
export const changesParked = (event: DomainEvent): boolean => parkedChanging.has(event.type);
