import { z } from 'zod';
import type { PlayItem } from '../flow-state';
import { nodeIdSchema, promptsSchema, variableSchema } from '../flow-terms';
import type { Run } from '../run';
import type { Move, NodeKind } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('record'),
  prompts: promptsSchema.min(1),
  /** Whether "speak after the tone" has a tone. */
  beep: z.boolean().default(true),
  maxSeconds: z.number().int().min(1).max(600).default(120),
  /** Shorter is no message. */
  minSeconds: z.number().int().min(0).max(10).default(1),
  /** Gets the id of the message. */
  variable: variableSchema.default('message'),
  next: nodeIdSchema,
  /** Where he goes who said nothing, or too little; default: as `next`, with the variable empty. */
  empty: nodeIdSchema.optional(),
});

type RecordNode = z.infer<typeof schema>;

const [RECORDING, STOPPING] = ['recording', 'stopping'];
/** The switch tells within a moment that a recording has ended; the caller does not wait longer for it. */
const STOPPED_WITHIN_MS = 1500;

/**
 * Takes a message from the caller: a key skips what is said before the tone, `#` ends the message. The message is
 * kept however it ends, when the caller hangs up too.
 */
export const record: NodeKind<typeof schema> = {
  schema,
  targets: ({ next, empty }) => targetFields({ next, empty }),
  prompts: (node) => promptReferences(node.prompts),
  writes: (node) => [{ path: ['variable'], value: node.variable }],
  keys: (_node, { stage }) => (stage === STOPPING ? 'keeps' : 'takes'),

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    const beep: PlayItem[] = node.beep ? [{ kind: 'beep' }] : [];
    run.play([...run.prompts(node.prompts), ...beep]);
    return null;
  },
  onKey: (node, key, run) => {
    if (run.state.stage !== RECORDING) start(node, run);
    else if (key === '#') stop(run);
    return null;
  },
  onPlayed: (node, run) => {
    if (run.state.stage === STOPPING) return goOn(node, run, null);
    if (run.state.stage === RECORDING) stop(run);
    else start(node, run);
    return null;
  },
  onRecorded: (node, ms, run) => goOn(node, run, ms),
};

/** Silence is played meanwhile: while a leg is sent nothing, no time passes in its recording. */
function start(node: RecordNode, run: Run): void {
  run.state.stage = RECORDING;
  run.startRecording(node.maxSeconds);
  run.play([{ kind: 'silence', ms: node.maxSeconds * 1000 }]);
}

function stop(run: Run): void {
  run.state.stage = STOPPING;
  run.askForEndOfRecording();
  run.play([{ kind: 'silence', ms: STOPPED_WITHIN_MS }]);
}

/** `ms` null: the switch did not say how long it is, and what there is counts as a message. */
function goOn(node: RecordNode, run: Run, ms: number | null): Move {
  const messageId = run.state.recording ?? '';
  const isMessage = ms === null || (ms > 0 && ms >= node.minSeconds * 1000);
  run.set({ [node.variable]: isMessage ? messageId : '' });
  run.messageRecorded(messageId, ms === null ? {} : { ms });
  return isMessage ? node.next : (node.empty ?? node.next);
}
