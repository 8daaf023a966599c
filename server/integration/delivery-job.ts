import type { PlannedJob } from '../scheduling/lasting-jobs';

export const DELIVERY_JOB = 'webhook-delivery';

/** `attempt` makes the job's own id: one that is running cannot be planned again under the same. */
export const deliveryJob = (deliveryId: string, attempt: string, dueAt: number): PlannedJob => ({
  kind: DELIVERY_JOB,
  id: `${deliveryId}-${attempt}`,
  dueAt,
  data: { deliveryId },
});
