import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import type { ChangeView } from '../../../server/contract/maintenance';
import type { SoundPath } from '../../../server/contract/sounds';
import { noSpeech } from '../../../server/sounds/no-speech';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { SoundLibrary } from '../../../server/sounds/sound-library';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeToneFile } from '../../support/wav';

const prompt: SoundPath = { language: 'zh-CN', group: '1000', name: '01' };
const alice = { who: '1001', why: 'a new voice' };
const sam = { who: '2001', why: '' };

let postgres: TestPostgres;
let address: TestAddress;
let database: Database;
let temporary: ReturnType<typeof makeTemporaryDirectory>;

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 90_000);
afterAll(() => postgres.stop(), 60_000);
beforeEach(async () => {
  address = await postgres.freshDatabase();
  database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
  await database.migrate();
  temporary = makeTemporaryDirectory();
  writeToneFile(join(made(), 'zh-CN/1000/01.wav'), { hertz: 440, seconds: 1 });
}, 60_000);
afterEach(async () => {
  await database.close();
  temporary.remove();
});

const made = (): string => join(temporary.path, 'made');
const own = (name = ''): string => join(temporary.path, 'own', name);

/** As another server has it. */
const aLibrary = (): SoundLibrary =>
  new SoundLibrary({
    files: new SoundFiles(made(), own()),
    manifest: () => [{ ...prompt, text: '您好' }],
    speech: noSpeech,
    records: database.maintenance.soundRecords,
    now: Date.now,
  });

function aRecording(seconds: number): Buffer {
  const file = join(temporary.path, 'upload.wav');
  writeToneFile(file, { hertz: 600, seconds });
  return readFileSync(file);
}

const proposals = () => database.maintenance.proposals(aLibrary());
const propose = async (seconds: number): Promise<string> =>
  (await proposals().proposeRecording(prompt, aRecording(seconds), alice)).proposalId;
const stateOf = async (proposalId: string) => (await proposals().get(proposalId))?.state;
const changes = async (): Promise<ChangeView[]> =>
  (await database.maintenance.history.list({ page: 1, pageSize: 9, search: '', entity: 'sound' })).items;
const staged = (): string[] => readdirSync(own('.staged'));
const rows = () =>
  postgres.run(address.database, 'SELECT hash, is_placed FROM sound_recordings') as Promise<
    { hash: string; is_placed: boolean }[]
  >;
const hashOfFile = (): string =>
  createHash('sha256')
    .update(readFileSync(own('zh-CN/1000/01.wav')))
    .digest('hex');

/** Another process approves, and is killed at that moment. */
async function approveAndDie(proposalId: string, diesWhen: 'staged' | 'kept' | 'placed'): Promise<void> {
  const settings = JSON.stringify({ address, made: made(), own: own(), proposalId, diesWhen });
  const script = join(__dirname, 'approve-and-die.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, settings], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGKILL');
}

it('is heard, recorded under both names and known by its content once it is approved', async () => {
  const proposalId = await propose(0.5);
  expect(await proposals().approve(proposalId, sam)).toMatchObject({ state: 'approved' });
  expect(await aLibrary().get(prompt)).toMatchObject({ durationMs: 500, changedBy: '1001, 2001' });
  expect(await changes()).toMatchObject([{ who: '1001, 2001', why: 'a new voice' }]);
  expect(await rows()).toEqual([{ hash: hashOfFile(), is_placed: true }]);
  expect(staged()).toEqual([]);
});

it('changed nothing when the server dies before it is kept', async () => {
  const proposalId = await propose(0.5);
  await approveAndDie(proposalId, 'staged');
  await aLibrary().repair();
  expect(await stateOf(proposalId)).toBe('pending');
  expect([await rows(), await changes()]).toEqual([[], []]);
  expect(await aLibrary().get(prompt)).toMatchObject({ origin: 'made' });
  expect(staged()).toHaveLength(1);
  await proposals().approve(proposalId, sam);
  expect(await aLibrary().get(prompt)).toMatchObject({ durationMs: 500 });
});

it.each(['kept', 'placed'] as const)(
  'is finished by the next start when the server dies as it is %s',
  async (diesWhen) => {
    const proposalId = await propose(0.5);
    await approveAndDie(proposalId, diesWhen);
    expect(await stateOf(proposalId)).toBe('approved');
    expect(await changes()).toMatchObject([{ who: '1001, 2001' }]);
    const isThere = diesWhen === 'placed';
    expect(await aLibrary().get(prompt)).toMatchObject({ origin: isThere ? 'recorded' : 'made' });
    expect(await rows()).toMatchObject([{ is_placed: false }]);
    await aLibrary().repair();
    expect(await aLibrary().get(prompt)).toMatchObject({ origin: 'recorded', durationMs: 500 });
    expect(await rows()).toEqual([{ hash: hashOfFile(), is_placed: true }]);
    expect(staged()).toEqual([]);
  },
);

it('of several servers that replace at once the last one kept is heard', async () => {
  const change = { by: '2001', reason: '' };
  const lengths = [0.2, 0.3, 0.4, 0.5, 0.6];
  await Promise.all(lengths.map((seconds) => aLibrary().replace(prompt, aRecording(seconds), change)));
  expect(await rows()).toEqual([{ hash: hashOfFile(), is_placed: true }]);
  await aLibrary().restore(prompt, change);
  expect(await rows()).toEqual([]);
  expect(await aLibrary().get(prompt)).toMatchObject({ origin: 'made' });
});

it('needs somebody else once the rule is on, whoever replaces it', async () => {
  const change = { by: '2001', reason: '' };
  const { approvalRules } = database.maintenance;
  await aLibrary().replace(prompt, aRecording(0.3), change);
  await approvalRules.change('recordings', { isOn: true, version: 1, why: 'studio only' }, 'admin');
  await expect(aLibrary().replace(prompt, aRecording(0.4), change)).rejects.toMatchObject({
    code: 'needs-approval',
  });
  expect(await aLibrary().get(prompt)).toMatchObject({ durationMs: 300 });
  const { proposalId, rules } = await proposals().proposeRecording(prompt, aRecording(0.5), sam);
  expect(rules).toEqual(['recordings']);
  await proposals().approve(proposalId, { who: 'admin', why: '' });
  expect(await aLibrary().get(prompt)).toMatchObject({ durationMs: 500 });
  // Back to what came with the product: nobody is asked.
  await aLibrary().restore(prompt, change);
  expect(await aLibrary().get(prompt)).toMatchObject({ origin: 'made' });
});

it('that cannot be put in place is kept, and heard when it can', async () => {
  const proposalId = await propose(0.5);
  // A directory of that name: the rename fails.
  const inTheWay = own('zh-CN/1000/01.wav/x');
  writeToneFile(join(inTheWay, 'y.wav'), { hertz: 440, seconds: 0.1 });
  await expect(proposals().approve(proposalId, sam)).rejects.toMatchObject({ code: 'broken-invariant' });
  expect(await stateOf(proposalId)).toBe('approved');
  rmSync(own('zh-CN/1000/01.wav'), { recursive: true });
  await aLibrary().repair();
  expect(await aLibrary().get(prompt)).toMatchObject({ durationMs: 500 });
});
