/** From the answer of an external system to our words. What cannot be understood is undefined; zod then refuses it. */
import type { FieldMapping } from './configuration';
import { readPointer } from './json-pointer';

export interface AnswerForms {
  readonly moneyDecimals: number;
  /** A telephone number as we write it: E.164 without '+', or bare digits. */
  readonly phoneNumber: (written: string) => string;
}

type FieldForm = (value: unknown, forms: AnswerForms) => unknown;

/** How our fields are read; the others are text. */
const fieldForms: Readonly<Record<string, FieldForm>> = {
  amount: (value, forms) => smallestUnits(value, forms.moneyDecimals),
  paid: (value, forms) => smallestUnits(value, forms.moneyDecimals),
  month: (value) => dateText(value, /^(\d{4})-?(\d{2})(?:-?\d{2}.*)?$/),
  dueDate: (value) => dateText(value, /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/),
  promisedDate: (value) => dateText(value, /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/),
  number: (value, forms) => mapText(value, forms.phoneNumber),
  lineNumber: (value, forms) => mapText(value, forms.phoneNumber),
};
const listForms: Readonly<Record<string, FieldForm>> = {
  features: text,
  lineNumbers: (value, forms) => mapText(value, forms.phoneNumber),
};

export function mapFields(
  answer: unknown,
  fields: Readonly<Record<string, FieldMapping>>,
  forms: AnswerForms,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, mapping]) => [name, mapField(answer, name, mapping, forms)]),
  );
}

function mapField(answer: unknown, name: string, mapping: FieldMapping, forms: AnswerForms): unknown {
  const given = mapping.fixed ?? readPointer(answer, mapping.at ?? '');
  if (given === undefined || given === null || given === '') return mapping.default;
  const listForm = listForms[name];
  if (listForm !== undefined) {
    if (!Array.isArray(given)) return undefined;
    return given.map((item) => listForm(translate(readPointer(item, mapping.each ?? ''), mapping), forms));
  }
  return (fieldForms[name] ?? text)(translate(given, mapping), forms);
}

/** With a value map only its words are understood. */
function translate(value: unknown, { values }: FieldMapping): unknown {
  if (values === undefined) return value;
  const word = text(value);
  return typeof word === 'string' && Object.hasOwn(values, word) ? values[word] : undefined;
}

/** Ids are numbers in some systems. */
function text(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function mapText(value: unknown, change: (written: string) => string): unknown {
  const written = text(value);
  return typeof written === 'string' ? change(written) : written;
}

function dateText(value: unknown, pattern: RegExp): unknown {
  const written = text(value);
  const found = typeof written === 'string' ? pattern.exec(written) : null;
  return found === null ? undefined : found.slice(1).join('-');
}

/** By digits, not by floating point: 38.5 and '38.50' are 3850. More decimals than there are is no amount. */
export function smallestUnits(value: unknown, decimals: number): number | undefined {
  const found = /^(-?)(\d{1,12})(?:\.(\d{1,8}))?$/.exec(String(text(value)));
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = found;
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const units = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return Number.isSafeInteger(units) ? (sign === '-' ? 0 - units : units) : undefined;
}

/** An amount as the system writes it: a number of fen, or '38.50'. */
export function inTheirUnits(amount: number, decimals: number): string | number {
  if (decimals === 0) return amount;
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
