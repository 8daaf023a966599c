import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { run } from './run';

const SEED = join(__dirname, '../../../server/queues/seed/queues.yaml');

describe('kiloline queue, on files', () => {
  const directory = makeTemporaryDirectory();
  afterAll(() => directory.remove());
  const changed = (from: string, to: string): string => {
    const text = readFileSync(SEED, 'utf8');
    expect(text).toContain(from);
    const file = join(directory.path, 'queues.yaml');
    writeFileSync(file, text.replace(from, to));
    return file;
  };

  it('finds no fault in the queues of the product, and tells how many may answer', async () => {
    expect(await run(['queue', 'check', SEED, '--packs', '1000,clinic'])).toEqual({
      output: [
        'No faults, 0 warnings.',
        'QUEUE     AGENTS WHO MAY ANSWER',
        'general   at once 2, after 60 s 4, after 180 s 4',
        'business  at once 3, after 90 s 4',
        'faults    at once 3, after 90 s 4',
        '',
      ].join('\n'),
      failed: false,
    });
  });

  it('fails with every fault and its line', async () => {
    const file = changed('hours: counter', 'hours: desk');
    expect(await run(['queue', 'check', file])).toEqual({
      output: expect.stringMatching(
        /queues\.yaml:\d+: There is no calendar "desk"\.\n1 faults\.\n$/,
      ) as string,
      failed: true,
    });
  });

  it('tells warnings and does not fail for them', async () => {
    const { output, failed } = await run([
      'queue',
      'check',
      changed('billing: 5 }\n    steps', 'billing: 10 }\n    steps'),
    ]);
    expect(output).toMatch(/:\d+: Nobody has billing at 10: the best of 3 has 9\. \(warning\)/);
    expect([output.split('\n').at(-6), failed]).toEqual(['No faults, 2 warnings.', false]);
  });

  it('needs the queues that packs lead to', async () => {
    const file = changed('queueId: faults', 'queueId: repairs');
    const { output } = await run(['queue', 'check', file, '--packs', '1000']);
    expect(output).toMatch(/The pack "1000" leads callers to the queue "faults", which is missing\./);
  });

  it('says so when there is no file', async () => {
    await expect(run(['queue', 'check', join(directory.path, 'no.yaml')])).rejects.toThrow('cannot be read');
  });
});
