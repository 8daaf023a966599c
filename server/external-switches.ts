import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from './config/env';
import { readSwitchesFile } from './config/switches-file';
import { switchId } from './contract/ids';
import type { SwitchAddress } from './resources';

export const SOUNDS_DIR = resolve(__dirname, '..', 'freeswitch', 'sounds');

/**
 * Switches that somebody else runs: those of SWITCHES_FILE, or the one of FREESWITCH_ESL_HOST; none = we start one.
 * @throws UserError, OperationalError when the file is not usable
 */
export function externalSwitches(env: Env, runDir: string): readonly SwitchAddress[] {
  // Somebody else's process: it is the embedded one only when that was said.
  const kind = env.KILOLINE_SWITCH === 'embedded' ? 'embedded' : 'freeswitch';
  const recordings = recordingsDir(env, runDir);
  return namedSwitches(env).map(({ id, eventSocket, password, sip, webSocket, link, sounds }) => ({
    id: switchId(id),
    kind,
    esl: { ...eventSocket, password },
    sipUdp: sip,
    link: link ?? null,
    ws: webSocket,
    wss: webSocket.startsWith('wss:') ? webSocket : null,
    soundsDir: sounds ?? SOUNDS_DIR,
    recordingsDir: recordings,
  }));
}

/** As the environment names them. @throws UserError, OperationalError when the file is not usable */
export const namedSwitches = (env: Env): ReturnType<typeof readSwitchesFile> =>
  env.SWITCHES_FILE === undefined ? only(env) : readSwitchesFile(env.SWITCHES_FILE);

function only(env: Env): ReturnType<typeof readSwitchesFile> {
  const {
    FREESWITCH_ESL_HOST: host,
    FREESWITCH_ESL_PORT: port,
    FREESWITCH_ESL_PASSWORD: password,
    FREESWITCH_WS_URL: webSocket,
    FREESWITCH_SIP: sip,
    FREESWITCH_SOUNDS_DIR: sounds,
  } = env;
  if (host === undefined || password === undefined || webSocket === undefined || sip === undefined) return [];
  return [{ id: 'fs1', eventSocket: { host, port }, password, webSocket, sip, link: undefined, sounds }];
}

/** FreeSWITCH makes no directories of its own: one that is not there means no recording. */
export function recordingsDir(env: Env, runDir: string): string {
  const directory = resolve(env.KILOLINE_RECORDINGS_DIR ?? join(runDir, 'recordings'));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}
