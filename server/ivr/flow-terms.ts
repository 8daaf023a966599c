/** The words every part of the flow language uses: numbers of prompts, names of nodes, keys, limits. */
import { z } from 'zod';
import { languageSchema } from '../contract/rest';

export type Language = z.infer<typeof languageSchema>;

/** Words of a flow are short slugs, so that they can stand in events, keys and file names. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'must be lower-case letters, digits and dashes');
export const nodeIdSchema = slugSchema;

export const promptNumberSchema = z.number().int().min(1).max(999);

/** `other` is the pack's next language, whichever the caller hears now. */
export const languageChoiceSchema = z.union([languageSchema, z.literal('other')]);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/** A prompt by its number; with `language`, heard in that one instead of the caller's. */
export const promptRefSchema = z.union([
  promptNumberSchema,
  z.strictObject({ number: promptNumberSchema, language: languageChoiceSchema }),
]);
export type PromptRef = z.infer<typeof promptRefSchema>;

export const promptsSchema = z.array(promptRefSchema);

export const keySchema = z.string().regex(/^[0-9*#]$/, 'must be one key: 0-9, * or #');

/** Variables start with these; `collect` and `set` add more. */
export const givenVariables = ['callerNumber', 'dialedNumber', 'language'] as const;
export const variableSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'must be a camelCase name');

/** The part of a pack that says how every node behaves. */
export interface PackSettings {
  readonly id: string;
  readonly version: number;
  readonly languages: { readonly available: readonly Language[]; readonly default: Language };
  readonly limits: {
    /** Wrong keys and silences together, since the last good entry. */
    readonly maxErrors: number;
    readonly inputTimeoutMs: number;
    readonly interDigitTimeoutMs: number;
  };
  readonly announcements: { readonly wrongEntry: number; readonly timedOut: number };
  /** Where callers go who made maxErrors errors in a row. */
  readonly flow: { readonly gaveUp: string };
}

export const numberOfPrompt = (ref: PromptRef): number => (typeof ref === 'number' ? ref : ref.number);

export function chooseLanguage(
  choice: LanguageChoice,
  now: Language,
  available: readonly Language[],
): Language {
  if (choice !== 'other') return choice;
  const next = (available.indexOf(now) + 1) % available.length;
  return available[next] ?? now;
}
