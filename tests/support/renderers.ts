import { readdirSync, readFileSync } from 'node:fs';

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that run the pages of the Chromium with this profile. */
export function renderersOf(profile: string): readonly number[] {
  const all = new Map(running().map((each) => [each.pid, each]));
  const isOurs = (each: Running | undefined): boolean => {
    for (let at = each; at; at = all.get(at.parent))
      if (at.command.includes(`--user-data-dir=${profile}`)) return true;
    return false;
  };
  return [...all.values()]
    .filter((each) => each.command.includes('--type=renderer') && isOurs(each))
    .map(({ pid }) => pid);
}

function running(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(name), parent, command }];
      } catch {
        // Gone meanwhile.
        return [];
      }
    });
}
