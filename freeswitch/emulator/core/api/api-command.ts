import type { SwitchContext } from '../switch-context';

/** An answer, and what is to happen once it has been sent. */
export interface ApiAnswer {
  readonly reply: string;
  readonly afterReply?: () => void;
}

/** One command of `api` and `bgapi`. */
export type ApiCommand = (
  args: string,
  context: SwitchContext,
) => string | ApiAnswer | Promise<string | ApiAnswer>;

export const NO_CHANNEL = '-ERR No such channel!\n';

/** For what FreeSWITCH can do and this switch cannot: a refusal that says so. */
export const lacks = (what: string): string => `-ERR The embedded switch lacks ${what}\n`;

/** Splits at blanks; quotes hold a word together and are dropped (switch_separate_string). */
export function words(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
