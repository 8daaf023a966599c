/**
 * Runs a pack: (pack, state, input) → (state, actions). No clock, no I/O, nothing kept between two steps.
 *
 *             start                    key it takes / silence heard out
 *   (new) ───────────► at a node ◄──────────────────────────────┐
 *                          │ ▲  └───────────────────────────────┘
 *              hangup node,│ └─ resume: the same node from its beginning
 *               queue node,│
 *            caller hung up▼
 *                        done
 *
 * The wait for a key is media: a menu plays its prompts and then silence, and the end of that playback is the
 * time-out. A key puts an end to the playback by starting another, so `played` with an older id means nothing.
 *
 * Every key goes through the type-ahead buffer and is taken from there by the first node that takes keys. A key
 * typed ahead therefore does exactly what it would have done had the caller waited to hear the menu.
 */
import { UnexpectedError } from '../errors';
import type { Pack } from './flow';
import type { FlowAction, FlowInput, FlowState } from './flow-state';
import { typedAheadLimit } from './flow-state';
import { kindOf } from './nodes';
import type { FlowNode } from './nodes';
import type { Move } from './nodes/node-kind';
import { Run } from './run';

export interface StepResult {
  readonly state: FlowState;
  /** To be carried out in this order. */
  readonly actions: readonly FlowAction[];
}

/** A checked pack cannot go on this long without the caller; an unchecked one must not hang the server. */
const moveLimit = 1000;

export function step(pack: Pack, state: FlowState, input: FlowInput): StepResult {
  if (state.done !== null)
    return input.kind === 'resume' ? repeatEnding(pack, state) : { state, actions: [] };
  if ((input.kind === 'start') !== (state.node === null) && input.kind !== 'hangup')
    return { state, actions: [] };
  const run = new Run(pack, standing(pack, state));
  apply(pack, run, input);
  return run.finish();
}

function apply(pack: Pack, run: Run, input: FlowInput): void {
  switch (input.kind) {
    case 'start':
      start(pack, run, input);
      return;
    case 'digit':
      if (keepKey(run, input.digit)) drive(pack, run, null);
      return;
    case 'played':
      played(pack, run, input.playId);
      return;
    case 'resume':
      // The last server may have died between storing the state and answering; answering twice does no harm.
      run.silenceForCertain();
      run.answer();
      drive(pack, run, run.state.node);
      return;
    case 'hangup':
      run.endByCaller();
      return;
  }
}

/**
 * The last server stored that the flow had ended, and may have died before it acted on that. Only a call that is
 * still in its flow is resumed, so the ending is done again: the queue node from its beginning, or the hang-up.
 */
function repeatEnding(pack: Pack, state: FlowState): StepResult {
  if (state.done === 'queued') return step(pack, { ...state, done: null }, { kind: 'resume' });
  return { state, actions: [{ kind: 'hangup', cause: 'normal' }] };
}

/** A call that outlived its pack, and stands at a node the new version dropped, begins again. */
function standing(pack: Pack, state: FlowState): FlowState {
  if (state.node === null || Object.hasOwn(pack.flow.nodes, state.node)) return state;
  return { ...state, node: pack.flow.start, collected: '' };
}

function start(pack: Pack, run: Run, input: Extract<FlowInput, { kind: 'start' }>): void {
  const { available } = pack.languages;
  run.answer();
  if (input.language !== null && available.includes(input.language)) run.state.language = input.language;
  run.state.variables = { callerNumber: input.callerNumber, dialedNumber: input.dialedNumber };
  run.note('ivr.entered', {
    node: pack.flow.start,
    pack: pack.id,
    version: pack.version,
    language: run.state.language,
  });
  drive(pack, run, pack.flow.start);
}

/** False when the key ends here: no key, the rest of an entry already complete, or more than anybody types. */
function keepKey(run: Run, key: string): boolean {
  if (!/^[0-9*#A-D]$/.test(key)) return false;
  const isLateTerminator = key === run.state.lateTerminator;
  run.state.lateTerminator = null;
  if (isLateTerminator || run.state.typedAhead.length >= typedAheadLimit) return false;
  run.state.typedAhead += key;
  return true;
}

function played(pack: Pack, run: Run, playId: string): void {
  if (playId !== run.state.playing) return;
  run.state.playing = null;
  run.state.lateTerminator = null;
  const { id, node } = presentNode(pack, run);
  drive(pack, run, kindOf(node).onPlayed?.(node, run, id) ?? null);
}

/** Goes from node to node, giving them the keys that wait, until the caller must hear or press something. */
function drive(pack: Pack, run: Run, first: Move): void {
  let move = first;
  for (let moves = 0; moves < moveLimit; moves += 1) {
    if (run.state.done !== null) return;
    if (move !== null) {
      run.moveTo(move);
      const { id, node } = presentNode(pack, run);
      move = kindOf(node).enter(node, run, id);
    } else {
      const waiting = run.state.typedAhead;
      move = offerKey(pack, run);
      if (move === null && run.state.typedAhead === waiting) return;
    }
  }
  throw new UnexpectedError('broken-invariant', 'A flow goes round without its caller.', {
    details: { pack: pack.id, node: run.state.node ?? '' },
  });
}

function offerKey(pack: Pack, run: Run): Move {
  const key = run.state.typedAhead.charAt(0);
  if (key === '') return null;
  const { id, node } = presentNode(pack, run);
  const kind = kindOf(node);
  switch (kind.keys(node)) {
    case 'keeps':
      return null;
    case 'skips':
      return kind.onPlayed?.(node, run, id) ?? null;
    case 'takes':
      run.state.typedAhead = run.state.typedAhead.slice(1);
      return kind.onKey?.(node, key, run, id) ?? null;
  }
}

function presentNode(pack: Pack, run: Run): { id: string; node: FlowNode } {
  const id = run.state.node ?? pack.flow.start;
  const node = Object.hasOwn(pack.flow.nodes, id) ? pack.flow.nodes[id] : undefined;
  if (node === undefined) {
    throw new UnexpectedError('broken-invariant', 'A call stands at a node its pack does not have.', {
      details: { pack: pack.id, version: pack.version, node: id },
    });
  }
  return { id, node };
}
