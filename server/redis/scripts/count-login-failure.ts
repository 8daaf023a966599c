import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('count-login-failure', [
  'login',
  'loginLimit',
  'remote',
  'remoteLimit',
  'windowMs',
  'lockMs',
]);

export async function countLoginFailure(
  scripts: Scripts,
  input: {
    readonly login: string;
    readonly loginLimit: number;
    readonly remote: string;
    readonly remoteLimit: number;
    readonly windowMs: number;
    readonly lockMs: number;
  },
): Promise<void> {
  const reply = await scripts.run(script, {
    login: input.login,
    loginLimit: String(input.loginLimit),
    remote: input.remote,
    remoteLimit: String(input.remoteLimit),
    windowMs: String(input.windowMs),
    lockMs: String(input.lockMs),
  });
  oneOf(script.name, reply, ['ok']);
}
