/** The words every part of the flow language uses: numbers of prompts, names of nodes, keys, limits. */
import { z } from 'zod';
import { languageSchema } from '../contract/rest';
import { valueKinds } from './services';

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

/** Variables start with these; `collect`, `set` and answers add more. */
export const givenVariables = ['callerNumber', 'dialedNumber', 'language'] as const;
export const variableSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'must be a camelCase name');

/** A place where the centre may put a call back into the flow, for example `afterTalk`. */
export const entryNameSchema = variableSchema;

/** `sound` has a form of its own. */
const spokenKindSchema = z.enum(valueKinds).exclude(['sound']);

/**
 * Something to be said: a prompt by its number (with `language`, in that one instead of the caller's), a variable
 * spoken by a grammar, or the recording a variable names. A variable that is empty is left out.
 */
export const promptRefSchema = z.union(
  [
    promptNumberSchema,
    z.strictObject({ number: promptNumberSchema, language: languageChoiceSchema }),
    z.strictObject({ say: spokenKindSchema, of: variableSchema }),
    z.strictObject({ sound: variableSchema }),
  ],
  { error: 'must be a prompt number, { number, language }, { say, of: variable } or { sound: variable }' },
);
export type PromptRef = z.infer<typeof promptRefSchema>;

export const promptsSchema = z.array(promptRefSchema);

export const keySchema = z.string().regex(/^[0-9*#]$/, 'must be one key: 0-9, * or #');

/** What a node hands to a service: a variable by name, or `{ value: '…' }` as it is. */
export const inputSchema = z.union([variableSchema, z.strictObject({ value: z.string() })], {
  error: "must be the name of a variable, or { value: '…' }",
});
export type InputRef = z.infer<typeof inputSchema>;

export const timeoutMsSchema = z.number().int().min(500).max(60_000).default(8000);
/** For a fax in this very call: a page takes a quarter of a minute, and a bad line doubles it. */
export const faxTimeoutMsSchema = z.number().int().min(500).max(1_200_000).default(8000);

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

/** Null for a value, which has no number. */
export function numberOfPrompt(ref: PromptRef): number | null {
  if (typeof ref === 'number') return ref;
  return 'number' in ref ? ref.number : null;
}

/** The variable a value is spoken from; null for a prompt. */
export function variableOfPrompt(ref: PromptRef): string | null {
  if (typeof ref === 'number' || 'number' in ref) return null;
  return 'say' in ref ? ref.of : ref.sound;
}

export function chooseLanguage(
  choice: LanguageChoice,
  now: Language,
  available: readonly Language[],
): Language {
  if (choice !== 'other') return choice;
  const next = (available.indexOf(now) + 1) % available.length;
  return available[next] ?? now;
}
