/** The words of the fragments, by language and name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languageSchema } from '../../contract/rest';
import type { Language } from '../flow-terms';

export type Fragments = Readonly<Record<string, string>>;

const manifestSchema = z.record(
  languageSchema,
  z.record(z.string().regex(/^[a-z][a-z0-9-]{0,47}$/), z.string().min(1)),
);

let manifest: Readonly<Record<Language, Fragments>> | null = null;

export function fragmentsOf(language: Language): Fragments {
  manifest ??= manifestSchema.parse(parse(readFileSync(join(__dirname, 'fragments.yaml'), 'utf8')));
  return manifest[language];
}
