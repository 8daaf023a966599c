import type { PlayItem } from '../flow-state';
import type { PromptRef } from '../flow-terms';
import type { Run } from '../run';
import type { Move } from './node-kind';

interface Entry {
  readonly id: string;
  readonly prompts: readonly PromptRef[];
}

/** What a menu or a collect plays: its prompts, then the wait whose end is the time-out. */
export function invite(run: Run, entry: Entry): void {
  run.play(invitation(run, entry.prompts));
}

function invitation(run: Run, prompts: readonly PromptRef[]): PlayItem[] {
  return run.prompts(prompts, run.pack.limits.inputTimeoutMs);
}

/** The digit is left out: a password typed in the wrong place must not be readable key by key in the timeline. */
export function wrongEntry(run: Run, entry: Entry): Move {
  run.note('ivr.wrong-key', { node: entry.id, errors: run.state.errors + 1 });
  return tryAgain(run, entry, run.pack.announcements.wrongEntry);
}

export function timedOut(run: Run, entry: Entry): Move {
  run.note('ivr.timed-out', { node: entry.id, errors: run.state.errors + 1 });
  return tryAgain(run, entry, run.pack.announcements.timedOut);
}

function tryAgain(run: Run, entry: Entry, announcement: number): Move {
  run.state.errors += 1;
  run.state.collected = '';
  if (run.state.errors >= run.pack.limits.maxErrors) {
    run.note('ivr.gave-up', { node: entry.id });
    run.state.errors = 0;
    return run.pack.flow.gaveUp;
  }
  run.play(invitation(run, [announcement, ...entry.prompts]));
  return null;
}
