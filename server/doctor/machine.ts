import { constants } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail, note, ok, warn, type Finding } from './finding';

/** What package.json asks for. */
const NODE_MAJOR = 20;
/** A call takes some descriptors of a switch we start, a desk two of the server. */
const DESCRIPTORS = 4096;
const GIB = 1024 ** 3;
/** A talk in stereo WAV is 1.9 MB a minute: 5 GiB are some 45 hours. */
const ROOM_WARN = 5 * GIB;
const ROOM_FAIL = GIB / 2;

export interface MachineFacts {
  readonly nodeVersion: string;
  /** Soft limit of open files; null: not known here. */
  readonly descriptors: number | null;
  readonly directories: readonly DirectoryFacts[];
}

export interface DirectoryFacts {
  readonly about: string;
  readonly path: string;
  readonly writable: boolean;
  /** null: it cannot be read. */
  readonly freeBytes: number | null;
}

export async function readMachine(
  directories: readonly { readonly about: string; readonly path: string }[],
): Promise<MachineFacts> {
  return {
    nodeVersion: process.versions.node,
    descriptors: await openFiles(),
    directories: await Promise.all(directories.map(readDirectory)),
  };
}

export function judgeMachine({ nodeVersion, descriptors, directories }: MachineFacts): readonly Finding[] {
  const major = Number(nodeVersion.split('.')[0]);
  return [
    major >= NODE_MAJOR
      ? ok('Node.js', nodeVersion)
      : fail('Node.js', nodeVersion, `Install Node.js ${NODE_MAJOR} or newer.`),
    descriptors === null
      ? note('open files', 'their limit is not known on this system')
      : descriptors >= DESCRIPTORS
        ? ok('open files', `${descriptors} allowed`)
        : warn('open files', `${descriptors} allowed`, `Allow ${DESCRIPTORS} (ulimit -n, LimitNOFILE=).`),
    ...directories.map(judgeDirectory),
  ];
}

function judgeDirectory({ about, path, writable, freeBytes }: DirectoryFacts): Finding {
  if (!writable) return fail(about, `${path} cannot be written`, `Give it to the user of the server.`);
  if (freeBytes === null) return warn(about, `the room left in ${path} is not known`, 'Look at the disk.');
  const left = `${(freeBytes / GIB).toFixed(1)} GiB left in ${path}`;
  if (freeBytes < ROOM_FAIL)
    return fail(about, left, 'Make room: recordings break off, and stores stop, on a full disk.');
  return freeBytes < ROOM_WARN
    ? warn(about, left, 'Make room, or keep recordings for less long.')
    : ok(about, left);
}

/** Of a directory that is still to be made, where it will be. */
async function readDirectory({
  about,
  path,
}: {
  readonly about: string;
  readonly path: string;
}): Promise<DirectoryFacts> {
  const present = await firstThere(resolve(path));
  const [writable, room] = await Promise.all([
    access(present, constants.W_OK).then(
      () => true,
      () => false,
    ),
    statfs(present).catch(() => null),
  ]);
  return { about, path: resolve(path), writable, freeBytes: room && room.bavail * room.bsize };
}

async function firstThere(path: string): Promise<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : firstThere(dirname(path));
}

async function openFiles(): Promise<number | null> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (soft === undefined) return null;
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
}
