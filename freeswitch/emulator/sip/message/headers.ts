import { oneLine, splitOutsideQuotes } from './text';

/** Compact forms (RFC 3261 §7.3.3, RFC 4028 §4, RFC 3515, RFC 6665). */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['v', 'Via'],
  ['f', 'From'],
  ['t', 'To'],
  ['i', 'Call-ID'],
  ['m', 'Contact'],
  ['c', 'Content-Type'],
  ['l', 'Content-Length'],
  ['e', 'Content-Encoding'],
  ['s', 'Subject'],
  ['k', 'Supported'],
  ['x', 'Session-Expires'],
  ['r', 'Refer-To'],
  ['b', 'Referred-By'],
  ['o', 'Event'],
  ['u', 'Allow-Events'],
]);

const fullName = (name: string): string => COMPACT.get(name.toLowerCase()) ?? name;

/** The header fields of one message, in their order; names are matched without regard to case. */
export class Headers {
  readonly #fields: { readonly key: string; readonly name: string; value: string }[] = [];

  constructor(fields: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of fields) this.add(name, value);
  }

  add(name: string, value: string): this {
    const full = fullName(name);
    this.#fields.push({ key: full.toLowerCase(), name: full, value: oneLine(value).trim() });
    return this;
  }

  /** In front of all others, where a Via of ours belongs. */
  prepend(name: string, value: string): this {
    this.add(name, value);
    const field = this.#fields.pop();
    if (field) this.#fields.unshift(field);
    return this;
  }

  /** In place of every field of that name. */
  set(name: string, value: string): this {
    return this.delete(name).add(name, value);
  }

  delete(name: string): this {
    const key = fullName(name).toLowerCase();
    for (let at = this.#fields.length - 1; at >= 0; at -= 1) {
      if (this.#fields[at]?.key === key) this.#fields.splice(at, 1);
    }
    return this;
  }

  get(name: string): string | null {
    const key = fullName(name).toLowerCase();
    return this.#fields.find((field) => field.key === key)?.value ?? null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  /** One entry for each line. */
  getAll(name: string): readonly string[] {
    const key = fullName(name).toLowerCase();
    return this.#fields.filter((field) => field.key === key).map((field) => field.value);
  }

  /** One entry for each value: several lines and several values on one line mean the same (RFC 3261 §7.3.1). */
  list(name: string): readonly string[] {
    return this.getAll(name).flatMap((value) => splitOutsideQuotes(value, ','));
  }

  /** Option tags and method names, lower case. */
  tokens(name: string): ReadonlySet<string> {
    return new Set(this.list(name).map((token) => token.toLowerCase()));
  }

  *[Symbol.iterator](): IterableIterator<readonly [string, string]> {
    for (const { name, value } of this.#fields) yield [name, value];
  }
}
