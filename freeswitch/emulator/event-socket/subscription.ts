import { EVENT_NAMES } from '../core/events/origins';
import type { FiredEvent } from '../core/events/fired-event';

export type EventFormat = 'json' | 'plain';

interface Filter {
  readonly header: string;
  readonly value: string;
  readonly matches: (text: string) => boolean;
  readonly excludes: boolean;
}

/** Events that are sent to a subscriber of ALL as well. */
const EVERYTHING = 'ALL';

/** What one client wants to be told. */
export class Subscription {
  private readonly names = new Set<string>();
  private readonly subclasses = new Set<string>();
  private filters: Filter[] = [];

  /**
   * Words after `event json`. CUSTOM turns every later word into a subclass, as in FreeSWITCH (MES:2466).
   * @returns how many of them were understood
   */
  add(words: readonly string[]): number {
    let understood = 0;
    let custom = false;
    for (const word of words) {
      if (custom) this.subclasses.add(word);
      else if (word.toUpperCase() === 'CUSTOM') custom = true;
      else if (isName(word)) this.names.add(word.toUpperCase());
      else continue;
      understood += 1;
    }
    return understood;
  }

  /** nixevent. */
  remove(words: readonly string[]): void {
    let custom = false;
    for (const word of words) {
      if (custom) this.subclasses.delete(word);
      else if (word.toUpperCase() === 'CUSTOM') custom = true;
      else if (word.toUpperCase() === EVERYTHING) this.clear();
      else this.names.delete(word.toUpperCase());
    }
  }

  clear(): void {
    this.names.clear();
    this.subclasses.clear();
  }

  addFilter(header: string, value: string): void {
    const excludes = header.startsWith('-');
    this.filters.push({
      header: excludes ? header.slice(1) : header,
      value,
      matches: matcher(value),
      excludes,
    });
  }

  /** Without a value all filters of that header; `all` for every one. */
  removeFilter(header: string, value?: string): void {
    if (header === 'all') this.filters = [];
    else
      this.filters = this.filters.filter(
        (one) => one.header !== header || (value !== undefined && one.value !== value),
      );
  }

  wants(event: FiredEvent): boolean {
    return this.isNamed(event) && this.passes(event);
  }

  private isNamed(event: FiredEvent): boolean {
    if (this.names.has(EVERYTHING)) return true;
    return event.subclass === null ? this.names.has(event.name) : this.subclasses.has(event.subclass);
  }

  /** Any positive one lets it pass; negative ones alone let nothing pass (MES:324-370, seen live). */
  private passes(event: FiredEvent): boolean {
    if (this.filters.length === 0) return true;
    let send = false;
    for (const filter of this.filters) {
      const value = event.header(filter.header);
      if (value !== undefined && filter.matches(value)) send = !filter.excludes;
    }
    return send;
  }
}

const isName = (word: string): boolean =>
  word.toUpperCase() === EVERYTHING || EVENT_NAMES.has(word.toUpperCase());

/** Equal without regard to case; a value between slashes is a regular expression. */
function matcher(value: string): (text: string) => boolean {
  if (!value.startsWith('/')) return (text) => text.toLowerCase() === value.toLowerCase();
  const source = value.slice(1).replace(/\/$/, '');
  try {
    const pattern = new RegExp(source);
    return (text) => pattern.test(text);
  } catch {
    return () => false;
  }
}
