import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { UserError } from '../../errors';
import { readYaml, type YamlSource } from '../../config/yaml-source';
import { configurationSchema, type BusinessSystemConfiguration } from './configuration';

/**
 * Reads and checks the file of BUSINESS_SYSTEM_FILE.
 * @throws UserError validation-failed naming every fault as file:line
 */
export function loadBusinessSystemFile(path: string): BusinessSystemConfiguration {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable([`${path}:1: the file cannot be read`], cause);
  }
  return parseBusinessSystemFile(text, path);
}

/** @param file what to call it in faults */
export function parseBusinessSystemFile(text: string, file: string): BusinessSystemConfiguration {
  const source = readYaml(text, file);
  const faults = source.faults.map((fault) => ({ line: fault.line, message: fault.message }));
  const parsed = source.data === undefined ? undefined : configurationSchema.safeParse(source.data);
  if (parsed?.success === false)
    faults.push(...parsed.error.issues.flatMap((issue) => located(issue, source)));
  if (parsed?.success === true && faults.length === 0) return parsed.data;
  faults.sort((a, b) => a.line - b.line);
  throw unusable(faults.map((fault) => `${file}:${String(fault.line)}: ${fault.message}`));
}

function located(issue: z.core.$ZodIssue, source: YamlSource): { line: number; message: string }[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : null;
  if (keys === null) return [{ line: source.lineOf(path), message: `${path.join('.')}: ${issue.message}` }];
  return keys.map((key) => ({
    line: source.lineOf([...path, key]),
    message: `${[...path, key].join('.')} is not known here`,
  }));
}

const unusable = (lines: readonly string[], cause?: unknown): UserError =>
  new UserError('validation-failed', `The business system's file cannot be used:\n${lines.join('\n')}`, {
    details: { faults: lines },
    cause,
  });
