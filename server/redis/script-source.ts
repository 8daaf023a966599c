import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnexpectedError } from '../errors';

const SCRIPTS = join(__dirname, 'scripts');
const INCLUDE = /^--- @include ([a-z-]+)$/gm;

export interface ScriptSource {
  readonly text: string;
  readonly sha: string;
}

/** Stands before every script: see calls/tenure.ts. */
const FENCE = '--- @include fence\n';

/** A function of the outermost level: from its first line to its end. */
const FUNCTION = /^local function (\w+)\([^]*?^end$/gm;

/**
 * A script with its fence and its includes put in place. An include is pasted once, where it is first asked for, so that
 * includes may name what they need themselves. @throws UnexpectedError when a file is missing
 */
export function readScript(name: string): ScriptSource {
  const text = withoutUnused(resolveIncludes(FENCE + readFile(`${name}.lua`), new Set()));
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** Redis makes every function anew in every run: those nobody calls are left out. */
function withoutUnused(text: string): string {
  const kept = text.replace(FUNCTION, (whole, name: string) =>
    [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1 ? whole : '',
  );
  return kept === text ? text : withoutUnused(kept);
}

function resolveIncludes(text: string, seen: Set<string>): string {
  return text.replace(INCLUDE, (_line, name: string) => {
    if (seen.has(name)) return '';
    seen.add(name);
    return resolveIncludes(readFile(join('includes', `${name}.lua`)), seen);
  });
}

function readFile(name: string): string {
  try {
    return readFileSync(join(SCRIPTS, name), 'utf8');
  } catch (cause) {
    throw new UnexpectedError('broken-invariant', `Redis script ${name} is missing`, { cause });
  }
}
