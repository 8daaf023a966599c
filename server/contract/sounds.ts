/** What callers hear: prompts of packs, fragments of languages, rendered items. */
import { z } from 'zod';
import { languageSchema, pageQuerySchema } from './rest';

/** A fragment of a language ('d0'), or a prompt of a pack or an item with its group before it ('1000/01'). */
export const SOUND_NAME = /^(?:[a-z0-9][a-z0-9-]{0,47}\/)?[a-z0-9-]{1,64}$/;

/** The group of sounds that belong to a language, whatever the pack. */
export const FRAGMENTS = 'fragments';
/** The group of texts rendered when they are saved: information items, announcements. */
export const ITEMS = 'items';

export const soundOrigins = [
  /** Made by speech synthesis, part of the product. */
  'made',
  /** Uploaded here. */
  'recorded',
  /** Made from a text that was saved here. */
  'rendered',
  'missing',
] as const;

export const soundPathSchema = z.object({
  language: languageSchema,
  /** A pack's id, 'fragments' or 'items'. */
  group: z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/),
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
});
export type SoundPath = z.infer<typeof soundPathSchema>;

export const soundViewSchema = soundPathSchema.extend({
  /** What is said, as far as it is known. */
  text: z.string().nullable(),
  origin: z.enum(soundOrigins),
  durationMs: z.number().int().nullable(),
  /** Of one that was recorded or rendered here. */
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** There is one that comes back when this one is taken away. */
  canRestore: z.boolean(),
});
export type SoundView = z.infer<typeof soundViewSchema>;

export const soundQuerySchema = pageQuerySchema.extend({
  /** A pack's id; its prompts alone, or with 'fragments' and 'items' those. */
  pack: soundPathSchema.shape.group.optional(),
  language: languageSchema.optional(),
  origin: z.enum(soundOrigins).optional(),
  /** In the name and in the text. */
  search: z.string().trim().min(1).max(100).optional(),
  sort: z.enum(['name', '-name', 'changedAt', '-changedAt']).default('name'),
});
export type SoundQuery = z.infer<typeof soundQuerySchema>;

export const soundChangeSchema = z.object({
  /** Why; kept with the recording. */
  reason: z.string().trim().max(200).default(''),
});

/** 120 s at 44.1 kHz, 16 bit, mono are 10 MB. */
export const SOUND_MAX_BYTES = 10 * 1024 * 1024;
export const SOUND_MAX_SECONDS = 120;
export const SOUND_TYPES = ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'] as const;
