/** What commands on versioned documents have in common. */
import { z } from 'zod';
import type { versionViewSchema } from '../contract/versions';
import { UserError } from '../errors';

export const whyOption = ['--why <text>', 'kept in the history, with your name'] as const;

/** @throws UserError 'validation-failed' */
export function versionNumber(text: string): number {
  const parsed = z.coerce.number().int().min(1).safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UserError('validation-failed', `"${text}" is not the number of a version.`);
}

export const VERSION_HEADINGS = ['VERSION', 'APPLIED (UTC)', 'BY', 'WHY'];

/** A row of a history; the version that holds has a star. */
export const versionRow = (version: Omit<z.infer<typeof versionViewSchema>, 'origin'>): string[] => [
  `${version.version}${version.isActive ? ' *' : ''}`,
  version.appliedAt.slice(0, 19).replace('T', ' '),
  version.appliedBy,
  version.rolledBackTo === null ? version.why : `back to ${version.rolledBackTo}: ${version.why}`,
];
