import { OperationalError } from '../errors';

/** One managed key: 32 bytes, and the name that files and rows call it by. */
export interface RecordingKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The keys that recordings are encrypted with. They come from the environment and are shown nowhere. */
export class RecordingKeys {
  readonly #keys: readonly RecordingKey[];

  /** The first one is for what is written from now on, the others for what was. */
  constructor(keys: readonly RecordingKey[]) {
    this.#keys = keys;
  }

  /** null: recordings stay plain. */
  get current(): RecordingKey | null {
    return this.#keys[0] ?? null;
  }

  has(id: string): boolean {
    return this.#keys.some((each) => each.id === id);
  }

  /** @throws OperationalError part-failed, not retryable */
  get(id: string): RecordingKey {
    const found = this.#keys.find((each) => each.id === id);
    if (found) return found;
    throw new OperationalError('part-failed', `There is no key ${id} for recordings.`, { retryable: false });
  }
}
