import type { LoginGuard } from '../auth/ports';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import type { Scripts } from './scripts';
import { countLoginFailure } from './scripts/count-login-failure';

export interface LoginLimits {
  readonly perLogin: number;
  /** Higher than per login: a whole office may come from one address. */
  readonly perRemote: number;
  readonly windowMs: number;
  readonly lockMs: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;
export const defaultLoginLimits: LoginLimits = {
  perLogin: 5,
  perRemote: 30,
  windowMs: QUARTER_HOUR_MS,
  lockMs: QUARTER_HOUR_MS,
};

const ofLogin = (login: string): string => `login:${login.toLowerCase()}`;
const ofRemote = (remote: string): string => `remote:${remote}`;

export function createLoginGuard(
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
  limits: LoginLimits = defaultLoginLimits,
): LoginGuard {
  const lockLeftMs = async (whose: string) =>
    Math.max(0, Number(await connection.command(['PTTL', keys.loginLock(whose)])));
  return {
    lockedForMs: async (login, remote) =>
      Math.max(...(await Promise.all([lockLeftMs(ofLogin(login)), lockLeftMs(ofRemote(remote))]))),
    recordFailure: (login, remote) =>
      countLoginFailure(scripts, {
        login: ofLogin(login),
        loginLimit: limits.perLogin,
        remote: ofRemote(remote),
        remoteLimit: limits.perRemote,
        windowMs: limits.windowMs,
        lockMs: limits.lockMs,
      }),
    // The remote's count stays: else one known password would allow guessing all the others.
    clear: async (login) => {
      const whose = ofLogin(login);
      await connection.command(['DEL', keys.loginFailures(whose), keys.loginLock(whose)]);
    },
  };
}
