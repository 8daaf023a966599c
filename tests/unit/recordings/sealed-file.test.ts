import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { RecordingKeys } from '../../../server/recordings/recording-keys';
import { PIECE_BYTES, TAG_BYTES } from '../../../server/recordings/sealed-format';
import { SealedWriter } from '../../../server/recordings/sealed-writer';
import { fileSource } from '../../../server/recordings/byte-source';
import { sealedSound } from '../../../server/recordings/sound-file';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

const managed = { id: '2026', key: randomBytes(32) };
const older = { id: '2025', key: randomBytes(32) };
const keys = new RecordingKeys([managed, older]);
const temporary = makeTemporaryDirectory();
afterAll(() => temporary.remove());

/** Three pieces, the last one not full. */
const SOUND = randomBytes(PIECE_BYTES * 2 + 1234);

async function seal(sound: Buffer, { key = managed, cuts = [] as readonly number[] } = {}) {
  const recordingId = randomUUID();
  const path = join(temporary.path, `${recordingId}.klr`);
  const writer = await SealedWriter.create(path, recordingId, sound.length, key);
  const edges = [0, ...cuts, sound.length];
  for (const [index, edge] of edges.slice(1).entries()) await writer.add(sound.subarray(edges[index], edge));
  await writer.finish();
  return { recordingId, path };
}

async function read(path: string, recordingId: string, from = 0, to = Infinity): Promise<Buffer> {
  const file = await sealedSound(await fileSource(path), recordingId, keys);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of file.read(from, Math.min(to, file.size))) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    await file.close();
  }
}

describe('an encrypted recording', () => {
  it('gives back any part of what was written, however it came', async () => {
    const offset = fc.integer({ min: 0, max: SOUND.length });
    const { path, recordingId } = await seal(SOUND, { cuts: [1, 70_000, 70_001, PIECE_BYTES * 2] });
    await fc.assert(
      fc.asyncProperty(offset, offset, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect((await read(path, recordingId, from, to)).equals(SOUND.subarray(from, to))).toBe(true);
      }),
      {
        numRuns: 60,
        examples: [
          [0, SOUND.length],
          [PIECE_BYTES, PIECE_BYTES],
          [PIECE_BYTES - 1, PIECE_BYTES + 1],
        ],
      },
    );
  });

  it('may be empty, or end where a piece ends', async () => {
    for (const size of [0, PIECE_BYTES]) {
      const { path, recordingId } = await seal(SOUND.subarray(0, size));
      expect((await read(path, recordingId)).equals(SOUND.subarray(0, size))).toBe(true);
    }
  });

  it('shows nothing of its sound or its key, and no two are alike', async () => {
    const sound = Buffer.alloc(5000, 'the card number is 1234');
    const [one, other] = [await seal(sound), await seal(sound)];
    const files = [readFileSync(one.path), readFileSync(other.path)] as const;
    for (const file of files) {
      expect(file.includes('card')).toBe(false);
      expect(file.includes(managed.key.toString('base64'))).toBe(false);
    }
    expect(files[0].subarray(-5000).equals(files[1].subarray(-5000))).toBe(false);
  });

  it('is not opened when a single bit of it is another', async () => {
    const { path, recordingId } = await seal(SOUND);
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const changed = Buffer.from(whole);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          writeFileSync(path, changed);
          await expect(read(path, recordingId)).rejects.toThrow();
        },
      ),
      { numRuns: 150, examples: Array.from({ length: 12 }, (_, at) => [at, 0] as [number, number]) },
    );
  });

  it('is not opened when it was cut off, its pieces were moved, or it stands in for another one', async () => {
    const [one, other] = [await seal(SOUND), await seal(SOUND)];
    const whole = readFileSync(one.path);
    truncateSync(one.path, whole.length - 1234 - TAG_BYTES);
    await expect(read(one.path, one.recordingId)).rejects.toThrow(/changed/);
    const piece = PIECE_BYTES + TAG_BYTES;
    const dataAt = whole.length - 2 * piece - 1234 - TAG_BYTES;
    const moved = Buffer.concat([
      whole.subarray(0, dataAt),
      whole.subarray(dataAt + piece, dataAt + 2 * piece),
      whole.subarray(dataAt, dataAt + piece),
      whole.subarray(dataAt + 2 * piece),
    ]);
    writeFileSync(one.path, moved);
    await expect(read(one.path, one.recordingId)).rejects.toThrow(/changed/);
    await expect(read(other.path, one.recordingId)).rejects.toThrow(/changed/);
  });

  it('is opened with the key it names, whichever is in use now, and not without it', async () => {
    const { path, recordingId } = await seal(SOUND, { key: older });
    const file = await sealedSound(await fileSource(path), recordingId, keys);
    expect(file.keyId).toBe('2025');
    await file.close();
    await expect(
      sealedSound(await fileSource(path), recordingId, new RecordingKeys([managed])),
    ).rejects.toThrow(/no key 2025/);
    const impostor = new RecordingKeys([{ id: '2025', key: randomBytes(32) }]);
    await expect(sealedSound(await fileSource(path), recordingId, impostor)).rejects.toThrow(/another key/);
  });
});
