/** note: worth knowing, nothing to do. warn: it works, and will not always. fail: callers or agents cannot be served. */
export type Verdict = 'ok' | 'note' | 'warn' | 'fail';

export interface Finding {
  readonly about: string;
  readonly verdict: Verdict;
  /** What was found, in one line. */
  readonly found: string;
  /** What to do; only where there is something. */
  readonly todo?: string;
}

export interface Section {
  readonly name: string;
  readonly findings: readonly Finding[];
}

export const ok = (about: string, found: string): Finding => ({ about, verdict: 'ok', found });
export const note = (about: string, found: string): Finding => ({ about, verdict: 'note', found });
export const warn = (about: string, found: string, todo: string): Finding => ({
  ...{ about, verdict: 'warn', found, todo },
});
export const fail = (about: string, found: string, todo: string): Finding => ({
  ...{ about, verdict: 'fail', found, todo },
});
