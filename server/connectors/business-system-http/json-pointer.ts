import { z } from 'zod';

/** RFC 6901: '' is the whole answer, '/data/0/name' a piece of it; '~1' stands for '/', '~0' for '~'. */
export const pointerSchema = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer such as /data/name');

/** undefined when there is no such piece. Only what the answer itself holds is found, never a prototype. */
export function readPointer(document: unknown, pointer: string): unknown {
  let here = document;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof here !== 'object' || here === null) return undefined;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}
