import { AsyncLocalStorage } from 'node:async_hooks';
import type { SwitchId } from '../contract/ids';
import { OperationalError } from '../errors';

/** One server's time as the owner of a switch: from getting the lease to the end of its session. */
export interface Tenure {
  readonly switchId: SwitchId;
  /** Of the lease; grows when the switch gets another owner. */
  readonly token: number;
  /** False from the moment the lease is not provably ours, whether somebody has taken it or not. */
  isHeld(): boolean;
}

const carried = new AsyncLocalStorage<Tenure>();

/**
 * Everything the task begins, however long it takes and whatever it waits for, belongs to the tenure: scripts are
 * refused once the switch has another owner, commands once the lease is not provably held.
 */
export const inTenure = <Result>(tenure: Tenure, task: () => Result): Result => carried.run(tenure, task);

/** null: nobody's event is being handled (a person's click, a deadline); any server may do that. */
export const presentTenure = (): Tenure | null => carried.getStore() ?? null;

/** @throws OperationalError lease-lost */
export function mustHoldTenure(): void {
  const tenure = presentTenure();
  if (tenure !== null && !tenure.isHeld()) throw leaseLost(tenure);
}

export const leaseLost = ({ switchId, token }: Tenure): OperationalError =>
  new OperationalError('lease-lost', 'The switch is no longer ours to act on', {
    retryable: false,
    details: { switchId, token },
  });
