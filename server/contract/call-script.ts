/** What an agent says to callers of a queue: words of the centre, with what is known of the call filled in. */
import { z } from 'zod';

/** What stands between braces. `{customer}` is left out where nobody is known. */
export const scriptFields = ['agent', 'agentName', 'customer', 'number', 'queue'] as const;
export type ScriptField = (typeof scriptFields)[number];

const FIELD = /\{([^{}]*)\}/g;
const isField = (name: string): name is ScriptField => (scriptFields as readonly string[]).includes(name);
const unknownIn = (text: string): string[] =>
  [...text.matchAll(FIELD)].map(([, name = '']) => name).filter((name) => !isField(name));

const words = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .superRefine((text, context) => {
    for (const name of unknownIn(text))
      context.addIssue({
        code: 'custom',
        message: `{${name}} is no field of a script: ${scriptFields.map((field) => `{${field}}`).join(', ')}`,
      });
  });

export const callScriptSchema = z
  .strictObject({ 'zh-CN': words.optional(), 'en-US': words.optional() })
  .refine((script) => Object.keys(script).length > 0, 'in at least one language');
export type CallScript = z.infer<typeof callScriptSchema>;

/** A field with the commas beside it, which go with it where it is empty. */
const FIELD_AND_COMMAS = /([,，、]\s*)?\{([^{}]*)\}([,，、]\s*)?/g;

/** In the caller's language, or in the other one when there is none in his. */
export function spokenScript(
  script: CallScript,
  language: 'zh-CN' | 'en-US',
  values: Readonly<Record<ScriptField, string>>,
): string {
  const text = script[language] ?? script['zh-CN'] ?? script['en-US'] ?? '';
  return fillIn(text, (name) => (isField(name) ? values[name] : null));
}

/** @param valueOf null: these braces are no field, and stay */
export function fillIn(text: string, valueOf: (name: string) => string | null): string {
  return text.replace(FIELD_AND_COMMAS, (whole, before = '', name: string, after = '') => {
    const value = valueOf(name);
    if (value === null) return whole;
    if (value !== '') return `${before}${value}${after}`;
    return before !== '' && after !== '' ? String(before) : '';
  });
}
