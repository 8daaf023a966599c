/** What a schema finds wrong in a file, in sentences a person can act on. */
import type { z } from 'zod';
import type { FaultPath } from './yaml-source';

export type ReportFault = (path: FaultPath, message: string) => void;

/**
 * Tells every issue: an unknown key at itself, anything else where it stands.
 * @param at where in the file the checked piece begins
 * @param whole what the file is called when a fault is not in any part of it
 */
export function reportIssues(
  error: z.ZodError,
  report: ReportFault,
  whole: string,
  at: FaultPath = [],
): void {
  const nameOf = (path: FaultPath): string => (path.length === 0 ? whole : path.join('.'));
  for (const issue of error.issues) {
    const path = [...at, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report([...path, key], `${nameOf(path)}: "${key}" is not known here.`);
    } else {
      const message = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
      report(path, `${nameOf(path)}: ${message ?? issue.message}`);
    }
  }
}
