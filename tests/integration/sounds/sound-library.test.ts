import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { soundQuerySchema, type SoundPath } from '../../../server/contract/sounds';
import type { ManifestEntry } from '../../../server/sounds/manifest';
import { noSpeech } from '../../../server/sounds/no-speech';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { SoundLibrary } from '../../../server/sounds/sound-library';
import type { SpeechEngine } from '../../../server/sounds/speech';
import { InMemorySoundRecords } from '../../fakes/in-memory-sound-records';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeToneFile } from '../../support/wav';

const NOW = Date.parse('2026-11-22T14:30:00Z');
const change = { by: 'dave', reason: 'a new voice' };
const prompt: SoundPath = { language: 'zh-CN', group: '1000', name: '01' };
const manifest: ManifestEntry[] = [
  { ...prompt, text: '您好' },
  { ...prompt, language: 'en-US', text: 'Hello' },
  { ...prompt, name: '10', text: '再见' },
  { ...prompt, name: '9', text: '等待' },
  { language: 'en-US', group: 'fragments', name: 'yuan', text: 'yuan' },
];

let temporary: ReturnType<typeof makeTemporaryDirectory>;
let records: InMemorySoundRecords;
let clock: number;
let library: SoundLibrary;
const made = (name: string): string => join(temporary.path, 'made', name);
const own = (name: string): string => join(temporary.path, 'own', name);

function aLibrary(speech: SpeechEngine = noSpeech): SoundLibrary {
  return new SoundLibrary({
    files: new SoundFiles(made(''), own('')),
    manifest: () => manifest,
    speech,
    records,
    now: () => clock,
  });
}

function upload(hertz = 600, seconds = 0.5): Buffer {
  const file = join(temporary.path, 'upload.wav');
  writeToneFile(file, { hertz, seconds, rate: 16_000 });
  return readFileSync(file);
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A path among our own prompts, whose directory is there. */
function placed(name: string): string {
  mkdirSync(own('zh-CN/1000'), { recursive: true });
  return own(`zh-CN/1000/${name}`);
}

const list = (query: Record<string, unknown> = {}) => library.list(soundQuerySchema.parse(query));

beforeEach(() => {
  temporary = makeTemporaryDirectory();
  records = new InMemorySoundRecords();
  clock = NOW;
  library = aLibrary();
  for (const name of ['zh-CN/1000/01', 'en-US/1000/01', 'en-US/yuan'])
    writeToneFile(made(`${name}.wav`), { hertz: 440, seconds: 1 });
});
afterEach(() => temporary.remove());

describe('the sound library', () => {
  it('lists prompts by number, then fragments, and says what is missing', async () => {
    const { items, total } = await list();
    expect(total).toBe(5);
    expect(
      items.map(({ group, name, language, origin }) => `${language} ${group}/${name} ${origin}`),
    ).toEqual([
      'en-US 1000/01 made',
      'zh-CN 1000/01 made',
      'zh-CN 1000/9 missing',
      'zh-CN 1000/10 missing',
      'en-US fragments/yuan made',
    ]);
    expect(items[0]).toMatchObject({ text: 'Hello', durationMs: 1000, canRestore: false });
    expect(items[2]).toMatchObject({ durationMs: null });
  });

  it('finds by pack, language, origin, name and text, page by page', async () => {
    expect((await list({ pack: 'fragments' })).total).toBe(1);
    expect((await list({ language: 'zh-CN' })).total).toBe(3);
    expect((await list({ origin: 'missing' })).total).toBe(2);
    expect((await list({ search: 'HELL' })).total).toBe(1);
    expect((await list({ search: '再' })).items[0]).toMatchObject({ name: '10' });
    const second = await list({ page: 2, pageSize: 2, sort: '-name' });
    expect(second.items.map(({ name, language }) => `${language} ${name}`)).toEqual(['zh-CN 9', 'zh-CN 01']);
    expect(second.total).toBe(5);
  });

  it('plays a replacement, keeps who and why, and gives the made one back', async () => {
    const before = readFileSync(await library.open(prompt));
    const view = await library.replace(prompt, upload(), change);
    expect(view).toMatchObject({
      origin: 'recorded',
      durationMs: 500,
      changedAt: '2026-11-22T14:30:00.000Z',
      changedBy: 'dave',
      reason: 'a new voice',
      canRestore: true,
      text: '您好',
    });
    expect(readFileSync(await library.open(prompt)).length).toBe(44 + 4000 * 2);
    expect((await list({ sort: '-changedAt' })).items[0]).toMatchObject({ name: '01', language: 'zh-CN' });
    await library.restore(prompt, { ...change, reason: 'too loud' });
    expect(readFileSync(await library.open(prompt))).toEqual(before);
    expect(readdirSync(own('zh-CN/1000'))).toEqual([]);
    expect(records.kept.map(({ action, by, reason, sound: { name } }) => [action, by, reason, name])).toEqual(
      [
        ['replaced', 'dave', 'a new voice', '01'],
        ['restored', 'dave', 'too loud', '01'],
      ],
    );
    await expect(library.restore(prompt, change)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps what was there when the new recording is refused', async () => {
    await library.replace(prompt, upload(600, 0.5), change);
    await expect(library.replace(prompt, Buffer.from('RIFF'), change)).rejects.toMatchObject({
      code: 'validation-failed',
    });
    expect(await library.get(prompt)).toMatchObject({ durationMs: 500 });
    expect(records.kept).toHaveLength(1);
  });

  it('leaves whole files only, whoever writes at the same time', async () => {
    const lengths = [0.2, 0.4, 0.6, 0.8];
    await Promise.all(lengths.map((seconds) => library.replace(prompt, upload(600, seconds), change)));
    expect(hashOf(own('zh-CN/1000/01.wav'))).toBe(records.kept.at(-1)?.wanted?.hash);
    expect(readdirSync(own('zh-CN/1000')).sort()).toEqual(['01.wav', '01.wav.json']);
    expect(await records.unplaced()).toEqual([]);
  });

  it('takes a file put there by hand, with no note or a broken one', async () => {
    writeToneFile(own('zh-CN/1000/01.wav'), { hertz: 500, seconds: 0.3 });
    expect(await library.get(prompt)).toMatchObject({
      origin: 'recorded',
      changedBy: null,
      canRestore: true,
    });
    writeFileSync(own('zh-CN/1000/01.wav.json'), '{"origin":');
    expect(await library.get(prompt)).toMatchObject({ origin: 'recorded', changedBy: null });
  });

  it('knows nothing of sounds outside the manifest', async () => {
    const other = { ...prompt, name: '77' };
    await expect(library.get(other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(library.open(other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(library.replace(other, upload(), change)).rejects.toMatchObject({ code: 'not-found' });
    mkdirSync(own('zh-CN/1000/01.wav'), { recursive: true });
    expect(await library.get(prompt)).toMatchObject({ origin: 'made' });
  });
});

describe('a recording on its way', () => {
  const staged = (): string[] => readdirSync(own('.staged'));

  it('is not heard before it is kept, and cleared away when it never is', async () => {
    await library.stage(prompt, upload(), change);
    await library.repair();
    expect(await library.get(prompt)).toMatchObject({ origin: 'made' });
    expect(staged()).toHaveLength(1);
    clock = Date.now() + 2 * 3_600_000;
    await library.repair();
    expect(staged()).toEqual([]);
  });

  it('that was kept is put in place by whoever repairs, however late', async () => {
    const wanted = await library.stage(prompt, upload(600, 0.3), change);
    await records.keep({ sound: prompt, wanted, action: 'replaced', ...change });
    clock = Date.now() + 48 * 3_600_000;
    await aLibrary().repair();
    expect(await library.get(prompt)).toMatchObject({ origin: 'recorded', durationMs: 300 });
    expect(staged()).toEqual([]);
    await library.repair();
    expect(await library.get(prompt)).toMatchObject({ durationMs: 300 });
  });

  it('may be in place already, with nobody left to say so', async () => {
    const wanted = await library.stage(prompt, upload(600, 0.3), change);
    await records.keep({ sound: prompt, wanted, action: 'replaced', ...change });
    renameSync(own(`.staged/${wanted.stagedAs}.wav`), placed('01.wav'));
    await library.repair();
    expect(await records.unplaced()).toEqual([]);
    expect(await library.get(prompt)).toMatchObject({ durationMs: 300, reason: 'a new voice' });
  });

  it('that is nowhere is said, and does not keep the others', async () => {
    const lost = await library.stage(prompt, upload(), change);
    await records.keep({ sound: prompt, wanted: lost, action: 'replaced', ...change });
    rmSync(own(`.staged/${lost.stagedAs}.wav`));
    const other = { ...prompt, name: '10' };
    const wanted = await library.stage(other, upload(), change);
    await records.keep({ sound: other, wanted, action: 'replaced', ...change });
    await expect(library.repair()).rejects.toMatchObject({ details: { sound: 'zh-CN/1000/01' } });
    expect(await library.get(other)).toMatchObject({ origin: 'recorded' });
    expect(await library.get(prompt)).toMatchObject({ origin: 'made' });
  });

  it('that is taken away stays away when the process dies before it is', async () => {
    await library.replace(prompt, upload(), change);
    await records.keep({ sound: prompt, wanted: null, action: 'restored', ...change });
    expect(await library.get(prompt)).toMatchObject({ origin: 'recorded' });
    await aLibrary().repair();
    expect(await library.get(prompt)).toMatchObject({ origin: 'made' });
    expect(await records.unplaced()).toEqual([]);
  });
});

describe('a rendered text', () => {
  it('becomes an item that can be listed, recorded over and taken away', async () => {
    const asked: string[] = [];
    library = aLibrary({
      render: (text, language) => {
        asked.push(`${language} ${text}`);
        return Promise.resolve(upload(800, 1.5));
      },
    });
    const view = await library.renderText('weather', 'Sunny\u0000,\n  warm', 'en-US', change);
    expect(asked).toEqual(['en-US Sunny , warm']);
    expect(view).toMatchObject({
      group: 'items',
      origin: 'rendered',
      durationMs: 1500,
      text: 'Sunny , warm',
    });
    expect((await list({ pack: 'items' })).items).toEqual([view]);
    const item = { language: 'en-US', group: 'items', name: 'weather' } as const;
    expect(await library.replace(item, upload(), change)).toMatchObject({
      origin: 'recorded',
      text: 'Sunny , warm',
      canRestore: false,
    });
    await library.restore(item, change);
    expect((await list({ pack: 'items' })).total).toBe(0);
    expect(records.kept.map(({ action }) => action)).toEqual(['rendered', 'replaced', 'restored']);
  });

  it('needs an engine, and a text that can be spoken', async () => {
    await expect(library.renderText('x', 'Hello', 'en-US', change)).rejects.toMatchObject({
      code: 'validation-failed',
      message: expect.stringContaining('upload a recording') as string,
    });
    for (const text of ['', ' \n\u0007', 'a'.repeat(2001)])
      await expect(library.renderText('x', text, 'en-US', change)).rejects.toMatchObject({
        code: 'validation-failed',
      });
  });

  it('may be recorded where nothing speaks', async () => {
    const item = { language: 'zh-CN', group: 'items', name: 'outage-7' } as const;
    expect(await library.replace(item, upload(), change)).toMatchObject({ origin: 'recorded', text: null });
  });

  it('has spoken what nobody could hear yet, and nothing else', async () => {
    const spoken: string[] = [];
    const speech: SpeechEngine = {
      render: (text) => {
        spoken.push(text);
        return Promise.resolve(upload());
      },
    };
    library = aLibrary(speech);
    expect(await library.speakMissing(manifest, change)).toBe(2);
    expect(spoken).toEqual(['再见', '等待']);
    expect(await library.get({ ...prompt, name: '10' })).toMatchObject({
      origin: 'rendered',
      text: '再见',
      changedBy: 'dave',
    });
    expect(await library.speakMissing(manifest, change)).toBe(0);
    await expect(aLibrary().speakMissing([{ ...prompt, name: '77', text: 'x' }], change)).rejects.toThrow();
  });
});
