import { UserError } from '../errors';
import type { OrderType } from './order-catalog';
import type { FieldConfig } from './order-config';

type Values = Readonly<Record<string, string>>;

/**
 * Values as they are stored: trimmed, empty ones left out.
 * @throws UserError validation-failed with the fields at fault, never their values
 */
export function checkedFields(type: OrderType, values: Values): Values {
  const kept = Object.entries(values)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const wrong = kept.filter(([name, value]) => !fits(type.config.fields[name], value)).map(([name]) => name);
  if (wrong.length > 0) throw refused(wrong.map((name) => `fields.${name}`));
  return Object.fromEntries(kept);
}

/** What an order of this type still lacks before it can leave its first stage. */
export function missing(type: OrderType, values: Values, documents: readonly string[]): readonly string[] {
  const fields = Object.entries(type.config.fields)
    .filter(([name, field]) => field.required && values[name] === undefined)
    .map(([name]) => `fields.${name}`);
  const papers = Object.keys(type.config.requiredDocuments)
    .filter((id) => !documents.includes(id))
    .map((id) => `documents.${id}`);
  return [...fields, ...papers];
}

/** @throws UserError validation-failed */
export function checkedDocuments(type: OrderType, documents: readonly string[]): readonly string[] {
  const unknown = documents.filter((id) => !(id in type.config.requiredDocuments));
  if (unknown.length > 0) throw refused(unknown.map((id) => `documents.${id}`));
  return [...new Set(documents)];
}

export const refused = (fields: readonly string[]): UserError =>
  new UserError('validation-failed', `Please check: ${fields.join(', ')}.`, { details: { fields } });

export const fitsField = (type: OrderType, name: string, value: string): boolean =>
  value !== '' && fits(type.config.fields[name], value);

function fits(field: FieldConfig | undefined, value: string): boolean {
  switch (field?.kind) {
    case undefined:
      return false;
    case 'text':
      return true;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'phone':
      return /^[+0-9][0-9 ()/#*-]{1,31}$/.test(value);
    case 'choice':
      return value in (field.choices ?? {});
  }
}
