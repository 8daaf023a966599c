import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { HttpSpeech } from '../../../server/connectors/speech-http';
import { InstalledSpeech, type ProgramRunner } from '../../../server/connectors/speech-programs';
import { runCommand } from '../../../server/parts/run-command';
import { asTelephoneRecording } from '../../../server/sounds/recording';
import { readWavFormat, secondsOf } from '../../../server/sounds/wav-format';
import { makeTemporaryDirectory } from '../../support/temporary-directory';
import { writeToneFile } from '../../support/wav';

describe('the speech programs of this machine', () => {
  interface Seen {
    command: string;
    args: readonly string[];
    text: string;
    env: NodeJS.ProcessEnv;
    cwd: string;
  }

  /** Writes what it was asked, and a tone where the program would write speech. */
  function noting(seen: Seen[], status = 0): ProgramRunner {
    return (command, args, { cwd, env }) => {
      const textFile = args[args.indexOf('-f') + 1] ?? '';
      seen.push({ command, args, text: readFileSync(textFile, 'utf8'), env, cwd });
      if (status === 0) writeToneFile(args.at(-1) ?? '', { hertz: 500, seconds: 0.2, rate: 22_050 });
      return Promise.resolve({ status, output: '' });
    };
  }

  it('get the text in a file, never as an argument, and see nothing of our environment', async () => {
    const seen: Seen[] = [];
    const text = '-v root; $(reboot) `id` <prosody rate="1">';
    const speech = new InstalledSpeech(noting(seen));
    await speech.render(text, 'zh-CN');
    await speech.render(text, 'en-US');
    expect(seen.map(({ command }) => command)).toEqual(['espeak-ng', 'flite']);
    for (const { args, text: read, env, cwd } of seen) {
      expect(read).toBe(text);
      expect(args.join(' ')).not.toContain('reboot');
      expect(Object.keys(env).sort()).toEqual(['HOME', 'LC_ALL', 'PATH']);
      expect(existsSync(cwd)).toBe(false);
    }
  });

  it.each([
    [127, { code: 'validation-failed', message: /not installed.*upload a recording/ }],
    [124, { code: 'part-failed', message: /time-out/ }],
    [1, { code: 'part-failed', message: /ended with 1/ }],
  ])('that end with %i are told of in plain words', async (status, { code, message }) => {
    await expect(new InstalledSpeech(noting([], status)).render('Hello', 'en-US')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('that write nothing have failed', async () => {
    const silent: ProgramRunner = () => Promise.resolve({ status: 0, output: '' });
    await expect(new InstalledSpeech(silent).render('Hello', 'en-US')).rejects.toMatchObject({
      code: 'part-failed',
    });
  });

  it('are waited for so long and no longer', async () => {
    const slow: ProgramRunner = (_command, _args, options) => runCommand('sleep', ['30'], options);
    await expect(new InstalledSpeech(slow, 100).render('Hello', 'en-US')).rejects.toMatchObject({
      code: 'part-failed',
    });
  });

  // espeak-ng and flite are optional parts; where one is not installed, that it is missed is what must be told.
  it.each([
    ['zh-CN', '今天晴，最高气温二十五度。'],
    ['en-US', 'Sunny today, with a high of twenty five degrees.'],
  ] as const)('speak %s, or say what is missing', async (language, text) => {
    const outcome = await new InstalledSpeech(runCommand)
      .render(text, language)
      .catch((error: unknown) => error);
    if (!Buffer.isBuffer(outcome)) {
      expect(outcome).toMatchObject({ code: 'validation-failed' });
      return;
    }
    const wav = await asTelephoneRecording(outcome);
    expect(secondsOf(readWavFormat(wav))).toBeGreaterThan(1);
    expect(secondsOf(readWavFormat(wav))).toBeLessThan(15);
  });
});

describe('a speech server', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function at(
    answer: RequestListener,
    token: string | null = null,
    timeoutMs = 2000,
  ): Promise<HttpSpeech> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new HttpSpeech({ url: `http://127.0.0.1:${port}/speak`, token, timeoutMs });
  }

  it('is asked with text, language and token, and answers with a WAV', async () => {
    const temporary = makeTemporaryDirectory();
    writeToneFile(`${temporary.path}/a.wav`, { hertz: 500, seconds: 1 });
    const wav = readFileSync(`${temporary.path}/a.wav`);
    temporary.remove();
    const asked: unknown[] = [];
    const speech = await at((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({
          url: request.url,
          authorization: request.headers.authorization,
          body: JSON.parse(body) as unknown,
        });
        response.writeHead(200, { 'content-type': 'audio/x-wav' }).end(wav);
      });
    }, 'token-1');
    expect(await speech.render('您好', 'zh-CN')).toEqual(wav);
    expect(asked).toEqual([
      { url: '/speak', authorization: 'Bearer token-1', body: { text: '您好', language: 'zh-CN' } },
    ]);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['fails', (_, response) => response.writeHead(500).end('no'), /500/],
    [
      'answers with a page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      /something else than a WAV/,
    ],
    [
      'sends its callers elsewhere',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      /does not answer/,
    ],
    [
      'talks without end',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'audio/wav' });
        const more = (): unknown =>
          response.write(Buffer.alloc(1024 * 1024), () => response.destroyed || more());
        more();
      },
      /larger than 12 MB/,
    ],
    ['says nothing', () => undefined, /does not answer/],
  ])('that %s is away', async (_, answer, why) => {
    const speech = await at(answer);
    await expect(speech.render('Hello', 'en-US')).rejects.toMatchObject({
      code: 'part-failed',
      message: expect.stringMatching(why) as string,
    });
  });

  it('that is not there is away', async () => {
    const speech = new HttpSpeech({ url: 'http://127.0.0.1:1/speak', token: null });
    await expect(speech.render('Hello', 'en-US')).rejects.toMatchObject({ code: 'part-failed' });
  });
});
