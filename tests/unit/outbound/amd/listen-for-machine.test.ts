import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { OperationalError } from '../../../../server/errors';
import { listenForMachine } from '../../../../server/outbound/amd/listen-for-machine';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';

const RATE = 8000;
const OPTIONS = { maxMs: 20_000, pollMs: 1 };

/** As switches leave it while they write: no length in it. */
function header(channels = 1, bits = 16): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE((RATE * channels * bits) / 8, 28);
  bytes.writeUInt16LE((channels * bits) / 8, 32);
  bytes.writeUInt16LE(bits, 34);
  bytes.write('data', 36, 'latin1');
  return bytes;
}

/** Silence, and from 500 to 900 ms a note: a beep. */
function beep(channels = 1, channel = 0): Buffer {
  const samples = new Int16Array(2 * RATE * channels);
  for (let at = RATE / 2; at < RATE * 0.9; at += 1)
    samples[at * channels + channel] = Math.round(9000 * Math.sin((2 * Math.PI * 1440 * at) / RATE));
  return Buffer.from(samples.buffer);
}

describe('listening to a recording that grows', () => {
  const directory = makeTemporaryDirectory();
  let file = '';
  let files = 0;
  beforeEach(() => {
    file = join(directory.path, `${(files += 1)}.wav`);
  });
  afterAll(() => {
    directory.remove();
  });

  it('hears what is written while it listens, in whatever pieces', async () => {
    const verdict = listenForMachine(file, OPTIONS);
    const whole = Buffer.concat([header(), beep()]);
    for (let at = 0; at < whole.length; at += 1237) {
      appendFileSync(file, whole.subarray(at, at + 1237));
      await setImmediate();
    }
    await expect(verdict).resolves.toMatchObject({ answerer: 'machine', reason: 'beep' });
  });

  it('says the same of a file that is there already', async () => {
    writeFileSync(file, Buffer.concat([header(), beep()]));
    await expect(listenForMachine(file, OPTIONS)).resolves.toMatchObject({
      answerer: 'machine',
      toneHz: 1440,
    });
  });

  it('listens to the callee’s channel alone', async () => {
    writeFileSync(file, Buffer.concat([header(2), beep(2, 1)]));
    await expect(listenForMachine(file, { ...OPTIONS, channel: 1 })).resolves.toMatchObject({
      reason: 'beep',
    });
    await expect(listenForMachine(file, { ...OPTIONS, maxMs: 0, channel: 0 })).resolves.toMatchObject({
      answerer: 'unsure',
      reason: 'silence',
      atMs: 2000,
    });
  });

  it('is unsure when no file comes', async () => {
    await expect(listenForMachine(file, { ...OPTIONS, maxMs: 5 })).resolves.toMatchObject({
      answerer: 'unsure',
      atMs: 0,
    });
  });

  it('is unsure when nobody wants to know any more', async () => {
    writeFileSync(file, Buffer.concat([header(), Buffer.alloc(RATE)]));
    const stop = new AbortController();
    const verdict = listenForMachine(file, { ...OPTIONS, pollMs: 600_000, signal: stop.signal });
    stop.abort();
    await expect(verdict).resolves.toMatchObject({ answerer: 'unsure', reason: 'silence' });
  });

  it('refuses what is no recording of 16 bit', async () => {
    writeFileSync(file, Buffer.concat([header(1, 8), Buffer.alloc(RATE)]));
    await expect(listenForMachine(file, OPTIONS)).rejects.toThrow(OperationalError);
    writeFileSync(file, Buffer.alloc(10_000, 'no sound'));
    await expect(listenForMachine(file, OPTIONS)).rejects.toThrow(OperationalError);
  });
});
