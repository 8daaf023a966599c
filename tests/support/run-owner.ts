import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Owner {
  readonly pid: number;
  /** What the owner said about the part it started. */
  readonly part: { readonly pid: number };
  /** SIGKILL: the owner gets no chance to clean up. */
  kill(): Promise<void>;
}

/** Starts tests/integration/parts/owner.ts as a process of its own. */
export async function runOwner(part: 'postgres' | 'redis' | 'sleeper', runDir: string): Promise<Owner> {
  const root = join(__dirname, '../..');
  const script = join(root, 'tests/integration/parts/owner.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, part, runDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error(`The owner of ${part} ended early`);
    }),
  ])) as [string];
  return {
    pid: child.pid ?? 0,
    part: JSON.parse(line) as { pid: number },
    kill: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
