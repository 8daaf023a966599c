import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit status; 127 when the program could not be started, 124 when it was ended for taking too long. */
  readonly status: number;
  /** Both outputs, at most the last 20 000 characters. */
  readonly output: string;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export type CommandRunner = (
  command: string,
  args: readonly string[],
  options: CommandOptions,
) => Promise<CommandResult>;

/** Runs a program to its end; never throws and never waits longer than timeoutMs. */
export const runCommand: CommandRunner = (command, args, options) =>
  new Promise((resolve) => {
    const { timeoutMs, user, ...rest } = options;
    const child = spawn(command, [...args], { ...rest, ...user, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const end = (status: number) => {
      clearTimeout(timer);
      resolve({ status: timedOut ? 124 : status, output });
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (status) => {
      end(status ?? 1);
    });
  });
