import type { SwitchId } from '../contract/ids';

/** Names the one server that reads a switch's events; the others stand by. */
export interface SwitchLease {
  /**
   * Takes the lease when it is free, expired or ours. `token` grows with every change of owner (fencing, see
   * tenure.ts); the last owner comes back with the token he had. null: somebody else holds it.
   */
  acquire(switchId: SwitchId, owner: string, ttlMs: number): Promise<{ readonly token: number } | null>;
  /** False when it was lost; the caller must stop acting as the owner. */
  renew(switchId: SwitchId, owner: string, ttlMs: number): Promise<boolean>;
  release(switchId: SwitchId, owner: string): Promise<void>;
}
