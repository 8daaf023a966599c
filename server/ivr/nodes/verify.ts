import { z } from 'zod';
import { nodeIdSchema, promptsSchema, timeoutMsSchema, variableSchema } from '../flow-terms';
import { passwordCheck } from '../known-services';
import { maskAccount } from '../mask-account';
import type { Run } from '../run';
import type { ServiceAnswer } from '../services';
import type { DigitEntry } from './digit-entry';
import { pauseEnded, takeKey } from './digit-entry';
import { invite } from './entry-errors';
import type { Move, NodeKind } from './node-kind';
import { promptReferences, targetFields } from './node-kind';

const schema = z.strictObject({
  kind: z.literal('verify'),
  /** The variable with the line's or contract's number. */
  account: variableSchema,
  accountKind: z.enum(['line', 'contract']),
  digits: z.number().int().min(4).max(12).default(6),
  /** How often it may be wrong in one call before `failed`. */
  tries: z.number().int().min(1).max(5).default(2),
  prompts: promptsSchema.min(1),
  wrong: promptsSchema.min(1),
  confirmed: promptsSchema.default([]),
  timeoutMs: timeoutMsSchema,
  next: nodeIdSchema,
  /** Wrong too often, or an account that cannot be: the service ends. */
  failed: nodeIdSchema,
  /** The account is locked because of earlier calls too; default: as `failed`. */
  locked: nodeIdSchema.optional(),
  noPassword: nodeIdSchema,
  away: nodeIdSchema,
  back: nodeIdSchema.optional(),
});

type Verify = z.infer<typeof schema>;

const CONFIRMED = 'confirmed';
/** The name of what was typed among the secrets; no pack can give it to a variable. */
const SECRET = '-password';

/** Has the caller prove by password that an account is his. Who has proved it in this call is not asked again. */
export const verify: NodeKind<typeof schema> = {
  schema,
  targets: ({ next, failed, locked, noPassword, away, back }) =>
    targetFields({ next, failed, locked, noPassword, away, back }),
  prompts: (node) => [
    ...promptReferences(node.prompts),
    ...promptReferences(node.wrong, 'wrong'),
    ...promptReferences(node.confirmed, 'confirmed'),
  ],
  asks: (node) => ({
    service: passwordCheck.name,
    path: ['kind'],
    inputs: { account: { path: ['account'], value: node.account } },
    ownInputs: ['kind', 'password'],
    outcomes: passwordCheck.outcomes.map((value) => ({ path: ['kind'], value })),
    outputs: null,
  }),
  proves: (node) => ({ account: node.account, to: node.next }),
  keys: (_node, { stage }) => (stage === CONFIRMED ? 'skips' : 'takes'),
  waits: () => true,
  sensitive: () => true,

  enter: (node, run, id) => {
    run.note('ivr.entered', { node: id });
    if (run.valueOf(node.account) === '') return node.failed;
    if (run.state.proved.includes(proofOf(node, run))) return node.next;
    invite(run, { id, prompts: node.prompts });
    return null;
  },
  onKey: (node, key, run, id) => takeKey(entryOf(node, run, id), key, run),
  onPlayed: (node, run, id) => {
    if (run.state.stage === CONFIRMED) return node.next;
    return pauseEnded(entryOf(node, run, id), run);
  },
  onAnswer: (node, answer, run, id) => {
    run.forgetSecret(SECRET);
    switch (answer.outcome) {
      case 'right':
        return confirm(node, answer, run, id);
      case 'wrong':
      case 'no-account':
        return refuse(node, run, id);
      case 'locked':
        return node.locked ?? node.failed;
      case 'none':
        return node.noPassword;
      default:
        return node.away;
    }
  },
};

const proofOf = (node: Verify, run: Run): string => `${node.accountKind}:${run.valueOf(node.account)}`;

const entryOf = (node: Verify, run: Run, id: string): DigitEntry => ({
  id,
  prompts: node.prompts,
  minDigits: node.digits,
  maxDigits: node.digits,
  terminator: '#',
  back: node.back,
  complete: (digits) => {
    run.note('ivr.digits-collected', { node: id, variable: 'password', sensitive: true });
    run.silence();
    run.keepSecret(SECRET, digits);
    run.ask({
      service: passwordCheck.name,
      inputs: { kind: node.accountKind, account: run.valueOf(node.account) },
      secrets: { password: SECRET },
      timeoutMs: node.timeoutMs,
    });
    return null;
  },
});

function confirm(node: Verify, { verified }: ServiceAnswer, run: Run, id: string): Move {
  const account = run.valueOf(node.account);
  run.state.wrongPasswords = 0;
  run.state.proved = [...run.state.proved, proofOf(node, run)];
  if (verified === undefined) run.state.verified = [...run.state.verified, proofOf(node, run)];
  run.note('ivr.verified', { node: id, kind: node.accountKind, account: maskAccount(account) });
  if (node.confirmed.length === 0) return node.next;
  run.state.stage = CONFIRMED;
  run.play(run.prompts(node.confirmed));
  return null;
}

function refuse(node: Verify, run: Run, id: string): Move {
  run.state.wrongPasswords += 1;
  if (run.state.wrongPasswords >= node.tries) return node.failed;
  invite(run, { id, prompts: [...node.wrong, ...node.prompts] });
  return null;
}
