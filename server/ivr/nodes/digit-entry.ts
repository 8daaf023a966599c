/** Taking digits: complete at the greatest length, at the terminator, or at a pause. Shared by `collect` and `verify`. */
import type { PromptRef } from '../flow-terms';
import type { Run } from '../run';
import { timedOut, wrongEntry } from './entry-errors';
import type { Move } from './node-kind';

export interface DigitEntry {
  readonly id: string;
  /** Heard again after an error. */
  readonly prompts: readonly PromptRef[];
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly terminator: string | null;
  readonly back: string | undefined;
  readonly complete: (digits: string) => Move;
}

const isDigit = (key: string): boolean => key >= '0' && key <= '9';

export function takeKey(entry: DigitEntry, key: string, run: Run): Move {
  if (key === '*' && entry.back !== undefined) return leaveBackwards(run, entry.id, entry.back);
  if (key === entry.terminator)
    return isLongEnough(entry, run) ? complete(entry, run, key) : wrongEntry(run, entry);
  if (!isDigit(key)) return wrongEntry(run, entry);
  run.state.collected += key;
  if (run.state.collected.length >= entry.maxDigits) return complete(entry, run, null);
  run.play([{ kind: 'silence', ms: run.pack.limits.interDigitTimeoutMs }]);
  return null;
}

/** Nothing more came for a while. */
export function pauseEnded(entry: DigitEntry, run: Run): Move {
  if (run.state.collected === '') return timedOut(run, entry);
  return isLongEnough(entry, run) ? complete(entry, run, null) : wrongEntry(run, entry);
}

const isLongEnough = (entry: DigitEntry, run: Run): boolean => run.state.collected.length >= entry.minDigits;

function leaveBackwards(run: Run, id: string, to: string): Move {
  run.state.errors = 0;
  run.note('ivr.key-pressed', { node: id, key: '*', to });
  return to;
}

function complete(entry: DigitEntry, run: Run, endedBy: string | null): Move {
  const digits = run.state.collected;
  run.state.errors = 0;
  run.state.collected = '';
  if (endedBy === null && entry.terminator !== null) awaitLateTerminator(run, entry.terminator);
  return entry.complete(digits);
}

/** People end with # even when the entry was complete before it: that # must not become a choice in the next menu. */
function awaitLateTerminator(run: Run, terminator: string): void {
  if (run.state.typedAhead === '') run.state.lateTerminator = terminator;
  else if (run.state.typedAhead.startsWith(terminator)) run.state.typedAhead = run.state.typedAhead.slice(1);
}
