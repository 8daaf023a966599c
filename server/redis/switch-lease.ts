import type { SwitchLease } from '../calls/switch-lease';
import type { Scripts } from './scripts';
import { acquireLease } from './scripts/acquire-lease';
import { keepLease } from './scripts/keep-lease';

export function createSwitchLease(scripts: Scripts): SwitchLease {
  return {
    acquire: (switchId, owner, ttlMs) => acquireLease(scripts, { switchId, owner, ttlMs }),
    renew: (switchId, owner, ttlMs) => keepLease(scripts, { switchId, owner, ttlMs }),
    release: async (switchId, owner) => {
      await keepLease(scripts, { switchId, owner, ttlMs: 0 });
    },
  };
}
