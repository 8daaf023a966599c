import type { z } from 'zod';
import type { languageSchema } from '../contract/rest';

export type Language = z.infer<typeof languageSchema>;

/** What must be there to be heard, with its words. */
export interface ManifestEntry {
  readonly language: Language;
  /** A pack's id, or FRAGMENTS. */
  readonly group: string;
  readonly name: string;
  readonly text: string;
}
