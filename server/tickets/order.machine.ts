/**
 *                 take, assign             start
 *        ┌─► open ─────────────► assigned ───────► in-progress ◄──resume──┐
 *        │    ▲  ◄──────release──┘   │                │  │ └────wait──► waiting-for-customer
 *        │    └── hand-over, next-stage (any of them) ┘  │
 *        │                                               │ resolve
 *      reopen                    ┌───────────────────────┴─────────────┐
 *        │                       ▼ the type needs a return call        ▼
 *        │                  return-call ───── reached ───────────► resolved
 *        │                       │                                     │ close
 *        └───────────────────────┴── close (supervisor) ──► closed ◄───┘      cancel: from every state above resolved
 */
import type { MoveName, OrderState } from '../contract/tickets';
import type { OrderActor, WorkOrder } from './work-order';

/** States in which somebody still has something to do for the answer. */
const unanswered = ['open', 'assigned', 'in-progress', 'waiting-for-customer'] as const;

interface MoveRule {
  readonly from: readonly OrderState[];
  readonly who: (actor: OrderActor, order: WorkOrder) => boolean;
}

const isSupervisor = (actor: OrderActor): boolean => actor.kind === 'supervisor' || actor.kind === 'system';
const isPerson = (actor: OrderActor): boolean => actor.kind === 'agent' || actor.kind === 'supervisor';
const anybody = (): boolean => true;
/** Whose order it is; what belongs to nobody may be acted on by everybody at the desk. */
const owner = (actor: OrderActor, order: WorkOrder): boolean =>
  isSupervisor(actor) ||
  actor.kind === 'api' ||
  (isPerson(actor) && (order.assigneeId ?? actor.id) === actor.id);

export const moveRules: Readonly<Record<MoveName, MoveRule>> = {
  take: { from: ['open', 'assigned', 'return-call'], who: (a, o) => isPerson(a) && owner(a, o) },
  assign: {
    from: ['open', 'assigned', 'in-progress', 'return-call'],
    who: owner,
  },
  release: { from: ['assigned', 'in-progress'], who: owner },
  start: { from: ['open', 'assigned'], who: (a, o) => isPerson(a) && owner(a, o) },
  wait: { from: ['in-progress'], who: owner },
  resume: { from: ['waiting-for-customer'], who: anybody },
  'hand-over': { from: unanswered, who: owner },
  'next-stage': { from: ['in-progress'], who: owner },
  resolve: { from: ['in-progress'], who: owner },
  'report-return-call': { from: ['return-call'], who: anybody },
  close: {
    from: ['resolved', 'return-call'],
    who: (a, o) => (o.state === 'return-call' ? isSupervisor(a) : owner(a, o)),
  },
  reopen: { from: ['resolved', 'return-call', 'closed'], who: anybody },
  cancel: {
    from: unanswered,
    who: (a, o) =>
      isSupervisor(a) || a.kind === 'api' || (o.createdBy.kind === a.kind && o.createdBy.id === a.id),
  },
  escalate: { from: [...unanswered, 'return-call'], who: anybody },
};

export type Refusal = 'wrong-state' | 'not-yours';

/** null: it may be done. */
export function refusalOf(move: MoveName, actor: OrderActor, order: WorkOrder): Refusal | null {
  const rule = moveRules[move];
  if (!rule.from.includes(order.state)) return 'wrong-state';
  return rule.who(actor, order) ? null : 'not-yours';
}

export const isLive = (state: OrderState): boolean => state !== 'closed' && state !== 'cancelled';
