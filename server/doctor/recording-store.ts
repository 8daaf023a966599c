import type { Env } from '../config/env';
import { AppError, describeError } from '../errors';
import { recordingStoreOf } from '../recording-store-of';
import { fail, note, ok, type Finding } from './finding';

/** Asks the store for something that is not there: who may ask is told that, and who may not is told so. */
export async function examineRecordingStore(env: Env): Promise<readonly Finding[]> {
  const store = recordingStoreOf(env);
  if (store === null || env.RECORDING_STORE_URL === undefined)
    return [note('store of recordings', 'none: they stay on disk (RECORDING_STORE_URL)')];
  const { host, pathname } = new URL(env.RECORDING_STORE_URL);
  const where = `${host}${pathname}`;
  try {
    const status = await store.probe();
    if (status === 404 || status === 200) return [ok('store of recordings', `${where} answers`)];
    const what =
      status === 403
        ? 'Compare RECORDING_STORE_KEY_ID, _SECRET and _REGION with the store; the key needs to read, write, delete and list.'
        : 'Look at the store, and at RECORDING_STORE_URL.';
    return [fail('store of recordings', `${where} answered with ${String(status)}`, what)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [
      fail(
        'store of recordings',
        `${where}: ${describeError(error)}`,
        'Look at RECORDING_STORE_URL and the network. Until then recordings stay on disk.',
      ),
    ];
  }
}
