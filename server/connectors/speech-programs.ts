import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationalError, UserError } from '../errors';
import type { SpeechEngine } from '../sounds/speech';

/** Runs a program to its end, argument by argument, no shell. 127 = it is not there, 124 = it took too long. */
export type ProgramRunner = (
  command: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly cwd: string; readonly env: NodeJS.ProcessEnv },
) => Promise<{ readonly status: number; readonly output: string }>;

interface Voice {
  readonly program: string;
  readonly args: (textFile: string, wavFile: string) => string[];
}

type Language = Parameters<SpeechEngine['render']>[1];

/** Debian's espeak-ng reads hanzi as English letters with -v cmn; cmn-latn-pinyin is the one that knows them. */
const voices: Readonly<Record<Language, Voice>> = {
  'zh-CN': {
    program: 'espeak-ng',
    args: (text, wav) => ['-v', 'cmn-latn-pinyin', '-s', '180', '-b', '1', '-f', text, '-w', wav],
  },
  'en-US': {
    program: 'flite',
    args: (text, wav) => ['-voice', 'slt', '--setf', 'duration_stretch=0.9', '-f', text, '-o', wav],
  },
};

const TIMEOUT_MS = 30_000;

/** The speech programs of this machine. The text goes by a file: nothing in it is an argument. */
export class InstalledSpeech implements SpeechEngine {
  constructor(
    private readonly run: ProgramRunner,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async render(text: string, language: Language): Promise<Buffer> {
    const voice = voices[language];
    const cwd = await mkdtemp(join(tmpdir(), 'kiloline-speech-'));
    try {
      const [textFile, wavFile] = [join(cwd, 'text.txt'), join(cwd, 'speech.wav')];
      await writeFile(textFile, text);
      // Nothing of our environment is its business: it holds passwords.
      const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin', HOME: cwd, LC_ALL: 'C.UTF-8' };
      const { status } = await this.run(voice.program, voice.args(textFile, wavFile), {
        timeoutMs: this.timeoutMs,
        cwd,
        env,
      });
      if (status === 127) throw notInstalled(voice.program);
      if (status !== 0) throw failed(`${voice.program} ended with ${status === 124 ? 'a time-out' : status}`);
      return await readFile(wavFile);
    } catch (error) {
      if (error instanceof OperationalError || error instanceof UserError) throw error;
      throw failed(`${voice.program} made no sound file`, error);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  }
}

const notInstalled = (program: string): UserError =>
  new UserError(
    'validation-failed',
    `The speech program ${program} is not installed on the server: upload a recording instead.`,
  );

const failed = (why: string, cause?: unknown): OperationalError =>
  new OperationalError('part-failed', `No speech: ${why}`, { cause });
