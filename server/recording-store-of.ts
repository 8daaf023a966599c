import type { Env } from './config/env';
import { S3ObjectStore } from './connectors/s3-object-store';

type StoreEnv = Pick<
  Env,
  'RECORDING_STORE_URL' | 'RECORDING_STORE_REGION' | 'RECORDING_STORE_KEY_ID' | 'RECORDING_STORE_SECRET'
>;

/** Where kept recordings are moved; null: they stay on disk. */
export function recordingStoreOf(env: StoreEnv): S3ObjectStore | null {
  const { RECORDING_STORE_URL: url, RECORDING_STORE_KEY_ID: keyId, RECORDING_STORE_SECRET: secret } = env;
  if (url === undefined || keyId === undefined || secret === undefined) return null;
  return new S3ObjectStore({ url, keyId, secret, region: env.RECORDING_STORE_REGION });
}
