import { join } from 'node:path';
import type { RunningFreeSwitch } from '../../../server/parts/freeswitch';
import { PACK_FILES_TYPE } from '../../../server/contract/packs';
import type { CallDetail } from '../../../server/contract/rest';
import { ApiClient } from '../../../tests/support/api-client';
import { Centre, PASSWORD } from '../../../tests/support/centre';
import { eventually } from '../../../tests/support/eventually';
import { makeTemporaryDirectory } from '../../../tests/support/temporary-directory';
import { BENCH_NUMBER, BENCH_PACK, writeBenchSounds } from './bench-pack';

/** What answers the calls of a measurement. */
export interface KeyLine {
  readonly dialed: string;
  readonly trunk: { readonly host: string; readonly port: number };
  readonly esl: RunningFreeSwitch['esl'];
  readonly pids: { readonly server: number; readonly switch: number };
  /** Keys the flow took from that caller in all his calls. */
  keysTaken(caller: string): Promise<number>;
  stop(): Promise<void>;
}

/** The whole centre, as it is installed: FreeSWITCH, Redis, PostgreSQL and the server, with the bench's pack. */
export async function startCentreLine(): Promise<KeyLine> {
  const directory = makeTemporaryDirectory();
  const sounds = join(directory.path, 'sounds');
  writeBenchSounds(sounds);
  const centre = await Centre.start({
    kind: 'freeswitch',
    env: { KILOLINE_SOUNDS_DIR: sounds, SPEECH_ENGINE: 'none', KILOLINE_LOG_LEVEL: 'info' },
  });
  try {
    const api = new ApiClient(centre.url);
    await api.login('admin', PASSWORD);
    await applyPack(api);
    return {
      dialed: BENCH_NUMBER,
      trunk: centre.sip,
      esl: centre.esl,
      pids: centre.pids,
      keysTaken: (caller) => keysTaken(api, caller),
      stop: async () => {
        await centre.stop();
        directory.remove();
      },
    };
  } catch (error) {
    await centre.stop();
    directory.remove();
    throw error;
  }
}

async function applyPack(api: ApiClient): Promise<void> {
  const body = JSON.stringify({ pack: BENCH_PACK, workOrders: null });
  const response = await api.upload('POST', '/packs/bench/apply?why=bench', PACK_FILES_TYPE, body);
  if (!response.ok) throw new Error(`The pack was refused: ${response.status} ${await response.text()}`);
}

async function keysTaken(api: ApiClient, caller: string): Promise<number> {
  const detail = await eventually(
    'the call is over',
    async () => {
      const { items } = await api.calls({ number: caller });
      const details = await Promise.all(items.map(({ callId }) => api.call(callId)));
      return details.length > 0 && details.every(isOver) ? details : null;
    },
    20_000,
  );
  return detail.reduce((sum, { timeline }) => sum + timeline.filter(isKey).length, 0);
}

const isOver = ({ timeline }: CallDetail): boolean => timeline.some(({ type }) => type === 'call.ended');
const isKey = ({ type }: CallDetail['timeline'][number]): boolean => type === 'ivr.key-pressed';
