/** What every kind of versioned document has in common: packs, the queue configuration. */
import { z } from 'zod';

export const versionNumberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** How a version came to be: with the product, by somebody who applied it, or as an older one brought back. */
export const versionOrigins = ['seed', 'applied', 'rollback'] as const;

export const versionViewSchema = z.object({
  version: z.number().int(),
  origin: z.enum(versionOrigins),
  /** Of a rollback: the version whose content it has. */
  rolledBackTo: z.number().int().nullable(),
  appliedAt: z.iso.datetime(),
  /** Login, or the name of an API key. */
  appliedBy: z.string(),
  why: z.string(),
  /** It is the one that holds now. */
  isActive: z.boolean(),
});

export const whySchema = z.string().trim().min(1).max(500);

/** Something to look at in a file, with its line. */
export const fileFaultSchema = z.object({ file: z.string(), line: z.number().int(), message: z.string() });
