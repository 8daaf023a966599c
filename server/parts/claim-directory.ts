import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../errors';
import { identifyProcess } from './process-identity';

interface Owner {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * Makes this process the owner of a part's directory, and refuses while another living process owns it: two
 * servers on one data directory would destroy it. The claim of a dead owner is taken over.
 * @throws OperationalError('part-failed')
 */
export function claimDirectory(dir: string, part: string): void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'owner.json');
  const owner = readOwner(file);
  if (
    owner !== null &&
    owner.pid !== process.pid &&
    identifyProcess(owner.pid)?.startedAt === owner.startedAt
  ) {
    throw new OperationalError(
      'part-failed',
      `Another Kiloline (process ${owner.pid}) is using ${dir} for ${part}. Stop it, or give this one another run directory.`,
      { retryable: false, details: { dir, pid: owner.pid } },
    );
  }
  const startedAt = identifyProcess(process.pid)?.startedAt ?? '';
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt } satisfies Owner));
}

/** Gives the directory up; a claim that is no longer ours is left alone. */
export function releaseDirectory(dir: string): void {
  const file = join(dir, 'owner.json');
  if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true });
}

function readOwner(file: string): Owner | null {
  if (!existsSync(file)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value))
      return null;
    return { pid: Number(value.pid), startedAt: String(value.startedAt) };
  } catch {
    return null;
  }
}
