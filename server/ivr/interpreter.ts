/**
 * Runs a pack: (pack, state, input) → (state, actions). No clock, no I/O, nothing kept between two steps.
 *
 *             start                    key it takes / silence heard out
 *   (new) ───────────► at a node ◄──────────────────────────────┐
 *                       │ ▲  ▲ └────────────────────────────────┘
 *                       │ │  └─ resume: the same node from its beginning, or its open question again
 *       hangup, queue or│ └──── answered, dialed, recorded: what the node was waiting for
 *         far party met,│
 *         caller hung up▼   enter (the centre puts the call back into the flow)
 *                     done ───────────► at a node ◄── left-queue (the queue gives him back)
 *
 * The wait for a key is media: a menu plays its prompts and then silence, and the end of that playback is the
 * time-out. A key puts an end to the playback by starting another, so `played` with an older id means nothing.
 *
 * Every key goes through the type-ahead buffer and is taken from there by the first node that takes keys. A key
 * typed ahead therefore does exactly what it would have done had the caller waited to hear the menu. While a question
 * is open, keys are kept.
 */
import { UnexpectedError } from '../errors';
import type { Pack } from './flow';
import type { DialOutcome, FlowAction, FlowInput, FlowState, LeavingReason } from './flow-state';
import { initialState, typedAheadLimit } from './flow-state';
import { kindOf } from './nodes';
import type { FlowNode } from './nodes';
import type { Move } from './nodes/node-kind';
import { Run } from './run';
import { expectsSecrets } from './sensitive-nodes';
import type { ServiceAnswer } from './services';

export interface StepResult {
  readonly state: FlowState;
  /** To be carried out in this order. */
  readonly actions: readonly FlowAction[];
}

/** A checked pack cannot go on this long without the caller; an unchecked one must not hang the server. */
const moveLimit = 1000;

export function step(pack: Pack, state: FlowState, input: FlowInput): StepResult {
  if (input.kind === 'enter') return enter(pack, state, input);
  if (input.kind === 'left-queue') return leaveQueue(pack, state, input.why);
  if (state.done !== null)
    return input.kind === 'resume' ? repeatEnding(pack, state) : { state, actions: [] };
  if ((input.kind === 'start') !== (state.node === null) && input.kind !== 'hangup')
    return { state, actions: [] };
  const run = new Run(pack, standing(pack, state));
  apply(pack, run, input);
  return run.finish();
}

type Applied = Exclude<FlowInput, { kind: 'enter' | 'left-queue' }>;

function apply(pack: Pack, run: Run, input: Applied): void {
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
    case 'answered':
      answered(pack, run, input.requestId, input.answer);
      return;
    case 'dialed':
      dialed(pack, run, input.requestId, input.outcome);
      return;
    case 'recorded':
      recorded(pack, run, input.messageId, input.ms);
      return;
    case 'resume':
      resume(pack, run);
      return;
    case 'hangup':
      run.endByCaller();
      return;
  }
}

function resume(pack: Pack, run: Run): void {
  // The last server may have died between storing the state and answering; answering twice does no harm.
  run.silenceForCertain();
  run.answer();
  run.setSensitive(run.state.sensitive, true);
  if (run.state.asking === null && run.state.dialing === null) drive(pack, run, run.state.node);
  else run.repeatOpenRequest();
}

/**
 * The last server stored that the flow had ended, and may have died before it acted on that. Only a call that is
 * still in its flow is resumed, so the ending is done again: the queue node from its beginning, or the hang-up. Who
 * was connected is in other hands.
 */
function repeatEnding(pack: Pack, state: FlowState): StepResult {
  if (state.done === 'connected') return { state, actions: [] };
  if (state.done === 'queued') return step(pack, { ...state, done: null }, { kind: 'resume' });
  return { state, actions: [{ kind: 'hangup', cause: 'normal' }] };
}

/** A call that outlived its pack, and stands at a node the new version dropped, begins again. */
function standing(pack: Pack, state: FlowState): FlowState {
  if (state.node === null || Object.hasOwn(pack.flow.nodes, state.node)) return state;
  return { ...state, node: pack.flow.start, stage: '', collected: '', asking: null, dialing: null };
}

/** Nothing happens when the pack has no such entry. What was proved before a talk is not held to be proved after it. */
function enter(pack: Pack, state: FlowState, input: Extract<FlowInput, { kind: 'enter' }>): StepResult {
  const node = Object.hasOwn(pack.flow.entries, input.entry)
    ? pack.flow.entries[input.entry]?.node
    : undefined;
  if (node === undefined) return { state, actions: [] };
  const { language, variables, menuPath, messages, playCount, requestCount } = state;
  const run = new Run(pack, {
    ...initialState(pack, state.callId),
    ...{ language, menuPath, messages, playCount, requestCount },
    variables: { ...variables, ...input.variables },
  });
  run.note('ivr.entered', { node, entry: input.entry, pack: pack.id, version: pack.version });
  drive(pack, run, node);
  return run.finish();
}

/** Where the pack says nothing of it, he is told what those are told who gave up. */
function leaveQueue(pack: Pack, state: FlowState, why: LeavingReason): StepResult {
  if (state.done !== 'queued') return { state, actions: [] };
  const run = new Run(pack, { ...standing(pack, state), done: null, stage: '', errors: 0 });
  const { node } = presentNode(pack, run);
  const next = kindOf(node).onLeftQueue?.(node, why) ?? pack.flow.gaveUp;
  run.silenceForCertain();
  drive(pack, run, next);
  return run.finish();
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

/** An answer to another question than the open one means nothing: it came too late. */
function answered(pack: Pack, run: Run, requestId: string, answer: ServiceAnswer): void {
  const { asking } = run.state;
  if (asking?.requestId !== requestId) return;
  const { id, node } = presentNode(pack, run);
  run.state.asking = null;
  run.silence();
  run.note('ivr.answered', { node: id, service: asking.service, requestId, outcome: answer.outcome });
  if (answer.verified !== undefined && !run.state.verified.includes(answer.verified)) {
    run.state.verified = [...run.state.verified, answer.verified];
  }
  drive(pack, run, kindOf(node).onAnswer?.(node, answer, run, id) ?? null);
}

function dialed(pack: Pack, run: Run, requestId: string, outcome: DialOutcome): void {
  if (run.state.dialing?.requestId !== requestId) return;
  run.state.dialing = null;
  const { id, node } = presentNode(pack, run);
  if (outcome === 'connected') run.endConnected();
  else drive(pack, run, kindOf(node).onDialed?.(node, outcome, run, id) ?? null);
}

function recorded(pack: Pack, run: Run, messageId: string, ms: number): void {
  if (messageId !== run.state.recording) return;
  const { id, node } = presentNode(pack, run);
  drive(pack, run, kindOf(node).onRecorded?.(node, ms, run, id) ?? null);
}

/** Goes from node to node, giving them the keys that wait, until the caller must hear or press something. */
function drive(pack: Pack, run: Run, first: Move): void {
  walk(pack, run, first);
  if (run.state.done === null) run.setSensitive(expectsSecrets(pack, presentNode(pack, run).id));
}

function walk(pack: Pack, run: Run, first: Move): void {
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
  if (key === '' || run.state.asking !== null || run.state.dialing !== null) return null;
  const { id, node } = presentNode(pack, run);
  const kind = kindOf(node);
  switch (kind.keys(node, run.state)) {
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
