/** What stands in the cells of tables that people bring in and take out with a spreadsheet. Pure. */
import { z } from 'zod';
import type { ProblemCode } from '../../contract/maintenance';
import { dateSchema, monthSchema } from '../../contract/customer-data';
import { contractNumberSchema } from '../../contract/crm';

/** A spreadsheet takes a cell that begins like this for a formula: ours would run on somebody's desk. */
const FORMULA = /^'*[=+\-@\t\r]/;
const KEPT_FROM_FORMULA = /^'+[=+\-@\t\r]/;

/** An apostrophe makes it a text; `fromSpreadsheet` takes exactly that one away again. */
export const forSpreadsheet = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const fromSpreadsheet = (cell: string): string =>
  KEPT_FROM_FORMULA.test(cell) ? cell.slice(1) : cell;

/** What is wrong with a cell. */
export class CellProblem extends Error {
  constructor(
    readonly problem: ProblemCode,
    message: string,
  ) {
    super(message);
  }
}

/** One kind of cell. */
export interface Cell<Value> {
  /** @param text without the blanks around it @throws CellProblem */
  read(text: string): Value;
  write(value: Value): string;
}

const refuse = (problem: ProblemCode, message: string): never => {
  throw new CellProblem(problem, message);
};

export const text = (most: number): Cell<string> => ({
  read: (cell) => {
    const plain = storable(cell);
    if (plain === '') refuse('missing', 'This must be filled in.');
    return plain.length > most ? refuse('too-long', `This has more than ${most} characters.`) : plain;
  },
  write: (value) => value,
});

/** A text that may be missing: null, and empty in the table. */
export const optional = <Value>(cell: Cell<Value>): Cell<Value | null> => ({
  read: (written) => (written === '' ? null : cell.read(written)),
  write: (value) => (value === null ? '' : cell.write(value)),
});

/** A text that may be empty. */
export const freeText = (most: number): Cell<string> => ({
  read: (cell) => (cell === '' ? '' : text(most).read(cell)),
  write: (value) => value,
});

/** @param names how each value may be written besides itself; the first is written in exports */
export function word<Value extends string>(names: Readonly<Record<Value, readonly string[]>>): Cell<Value> {
  const values = Object.keys(names) as Value[];
  return {
    read: (cell) => {
      const asked = cell.normalize('NFKC').toLowerCase();
      const found = values.find((value) => value === asked || names[value].includes(asked));
      if (asked === '') refuse('missing', 'This must be filled in.');
      return found ?? refuse('unknown-word', `This must be one of ${values.join(', ')}.`);
    },
    write: (value) => value,
  };
}

export const yesNo: Cell<boolean> = {
  read: (cell) => word({ yes: ['是', 'true', '1', 'y'], no: ['否', 'false', '0', 'n'] }).read(cell) === 'yes',
  write: (value) => (value ? 'yes' : 'no'),
};

const fitting = (schema: z.ZodType<string>, problem: ProblemCode, message: string): Cell<string> => ({
  read: (cell) => {
    if (cell === '') refuse('missing', 'This must be filled in.');
    const parsed = schema.safeParse(cell);
    return parsed.success ? parsed.data : refuse(problem, message);
  },
  write: (value) => value,
});

/** 'YYYY-MM-DD', also as spreadsheets write it: 2026/1/5, 2026-1-5, 2026年1月5日. */
export const day: Cell<string> = {
  read: (cell) => fitting(dateSchema, 'not-a-date', 'This must be a day: 2026-01-31.').read(padded(cell)),
  write: (value) => value,
};

export const month: Cell<string> = {
  read: (cell) => fitting(monthSchema, 'not-a-date', 'This must be a month: 2026-01.').read(padded(cell)),
  write: (value) => value,
};

const padded = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/[年月]/g, '-')
    .replace(/[日]/g, '')
    .replace(/[/.]/g, '-')
    .replace(/-$/, '')
    .replace(/-(\d)(?=-|$)/g, '-0$1');

export const contractNumber: Cell<string> = {
  read: (cell) =>
    fitting(
      contractNumberSchema,
      'malformed',
      'A contract number has 2 to 32 letters, digits, dots, dashes or strokes.',
    )
      .read(cell)
      .toUpperCase(),
  write: (value) => value,
};

export const code = fitting(
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  'malformed',
  'A code has small letters, digits and dashes.',
);

export const id = fitting(
  z.uuid(),
  'malformed',
  'This is not an identifier of ours. Leave it empty for a new row.',
);

export const matching = (pattern: RegExp, message: string): Cell<string> =>
  fitting(z.string().regex(pattern), 'malformed', message);

const MOST_MONEY = 1_000_000_000;

/** Written in yuan, kept in fen: 38.50 is 3850. */
export const money: Cell<number> = {
  read: (cell) => {
    if (cell === '') refuse('missing', 'This must be filled in.');
    const [, whole, part = ''] =
      /^¥?\s*(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?\s*元?$/.exec(cell.normalize('NFKC')) ?? [];
    if (whole === undefined) return refuse('not-an-amount', 'This must be an amount: 38.50.');
    const fen = Number(whole.replaceAll(',', '')) * 100 + Number(part.padEnd(2, '0'));
    return fen > MOST_MONEY ? refuse('not-an-amount', 'This amount is too large.') : fen;
  },
  write: (fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`,
};

/** Several in one cell, between semicolons. Order counts; doubles do not. */
export const list = <Value extends string>(cell: Cell<Value>, most = 20): Cell<Value[]> => ({
  read: (written) => {
    const parts = written
      .split(/[;；\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length > most) refuse('too-long', `At most ${most} can stand here.`);
    return [...new Set(parts.map((part) => cell.read(part)))];
  },
  write: (values) => values.map((value) => cell.write(value)).join('; '),
});

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const storable = (cell: string): string => Buffer.from(cell.replaceAll('\0', ''), 'utf8').toString('utf8');
