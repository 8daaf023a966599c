import { OperationalError } from '../errors';

/** Runs a program to its end: argument by argument, no shell. Never throws; 124 = ended for taking too long. */
export type ToolRunner = (
  command: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
) => Promise<{ readonly status: number; readonly output: string }>;

export interface FaxTools {
  readonly run: ToolRunner;
  /** Path of a program, or null. */
  readonly find: (name: string) => string | null;
  /** The one line that installs what is missing. */
  readonly howToInstall: (what: FaxToolName) => string;
}

export type FaxToolName = 'ghostscript' | 'tiff-tools' | 'chinese-font';

export const PROGRAMS = { ghostscript: 'gs', 'tiff-tools': 'tiff2pdf' } as const;

/** @throws OperationalError('part-failed') naming the command to type */
export function requireTool(tools: FaxTools, what: keyof typeof PROGRAMS): string {
  const found = tools.find(PROGRAMS[what]);
  if (found === null) throw missing(tools, what, `${PROGRAMS[what]} is not installed`);
  return found;
}

export function missing(tools: FaxTools, what: FaxToolName, why: string): OperationalError {
  const command = tools.howToInstall(what);
  return new OperationalError('part-failed', `No fax can be made of this: ${why}. Type: ${command}`, {
    retryable: false,
    details: { command },
  });
}

/** What such a program may see of our environment: nothing but where programs are. */
export const bareEnvironment = (directory: string): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  HOME: directory,
  TMPDIR: directory,
  LC_ALL: 'C.UTF-8',
});
