import fc from 'fast-check';
import type { Pack } from '../../../server/ivr/flow';
import type { FlowAction, FlowInput } from '../../../server/ivr/flow-state';
import { kindOf, waitsForCaller } from '../../../server/ivr/nodes';
import { loadPack } from '../../../server/ivr/load-pack';
import { storeState } from '../../../server/ivr/stored-state';
import { createSecretBox } from '../../../server/secrets';
import { aPack, pack1000Directory, Walk } from './packs';

const pack1000 = loadPack({ directory: pack1000Directory });
/** Nodes of every kind, with prompts that can and cannot be interrupted between them. */
const mixed = aPack(
  `hello: { kind: say, prompts: [1], next: number }
number: { kind: collect, prompts: [2], variable: line, minDigits: 2, maxDigits: 4, next: price }
price: { kind: say, prompts: [3], interruptible: false, next: which }
which: { kind: branch, variable: line, cases: [{ in: ['11', '12'], to: secret }], default: other }
secret: { kind: collect, prompts: [4], variable: pin, maxDigits: 3, sensitive: true, back: main, next: save }
save: { kind: ask, service: pin.save, inputs: { pin: pin }, prompts: [1], on: { saved: main, away: agent } }
other: { kind: set, language: other, next: main }
main: { kind: menu, prompts: [5], keys: { 1: number, 2: there, 3: agent, 4: prove, 5: complain, 6: far, '*': hello } }
there: { kind: goto, to: secret }
prove:
  { kind: verify, account: line, accountKind: line, prompts: [4], wrong: [11], confirmed: [3], back: main,
    next: bill, failed: bye, noPassword: main, away: agent }
bill: { kind: ask, service: bill.month, inputs: { account: line }, on: { owed: said, none: main, away: agent } }
said: { kind: say, prompts: [1, { say: amount, of: amount }], next: again }
again: { kind: count, variable: round, limit: 3, next: bill, over: faxed }
faxed: { kind: fax, item: { value: bill }, to: callerNumber, on: { queued: main, refused: main, away: main } }
complain: { kind: record, prompts: [1], maxSeconds: 20, next: ordered, empty: main }
ordered:
  { kind: ticket, type: complaint, fields: { message: message }, on: { created: serial, failed: main, away: main } }
serial: { kind: say, prompts: [1, { say: digits, of: serial }], next: liked }
liked: { kind: survey, question: liked, prompts: [2], keys: { 1: 'yes', 2: 'no' }, next: main }
far: { kind: dial, number: line, prompts: [3], on: { busy: main, no-answer: main, refused: back } }
back: { kind: callback, number: callerNumber, queue: general, on: { accepted: bye, refused: main, away: main } }
agent: { kind: queue, queue: general, prompts: [8], busy: full, closed: bye }
full: { kind: menu, prompts: [5], keys: { 1: back } }
bye: { kind: hangup, prompts: [9] }`,
  'hello',
  'bye',
  '{ afterTalk: liked }',
);

type Act =
  | 'heard'
  | 'late'
  | 'resume'
  | 'recorded'
  | { readonly key: string }
  /** The nth of what the node knows what to do about; 'late' answers an older question. */
  | { readonly answer: number }
  | { readonly dialed: 'connected' | 'busy' | 'refused' };

const keys = fc.constantFrom(...Array.from('0123456789*#ABCD')).map((key): Act => ({ key }));
const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: keys },
    { weight: 4, arbitrary: fc.constant<Act>('heard') },
    { weight: 3, arbitrary: fc.nat(9).map((answer): Act => ({ answer })) },
    { weight: 1, arbitrary: fc.constantFrom<Act>('late', 'resume', 'recorded') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('connected', 'busy', 'refused').map((dialed): Act => ({ dialed })),
    },
  ),
  { maxLength: 60 },
);

function inputOf(act: Act, walk: Walk): FlowInput {
  if (act === 'heard') return { kind: 'played', playId: walk.state.playing ?? 'nothing' };
  if (act === 'late') return { kind: 'played', playId: `p${String(walk.state.playCount - 1)}` };
  if (act === 'resume') return { kind: 'resume' };
  if (act === 'recorded') return { kind: 'recorded', messageId: walk.state.recording ?? 'none', ms: 3000 };
  if ('key' in act) return { kind: 'digit', digit: act.key };
  if ('dialed' in act)
    return { kind: 'dialed', requestId: walk.state.dialing?.requestId ?? 'none', outcome: act.dialed };
  return { kind: 'answered', requestId: walk.state.asking?.requestId ?? 'none', answer: answerOf(act, walk) };
}

function answerOf({ answer: nth }: { readonly answer: number }, walk: Walk) {
  const node = walk.pack.flow.nodes[walk.state.node ?? ''];
  const outcomes = (node && kindOf(node).asks?.(node)?.outcomes) ?? [];
  const outcome = outcomes[nth % Math.max(1, outcomes.length)]?.value ?? 'away';
  return { outcome, outputs: { amount: '3850', serial: '10010' } };
}

function expectWaitingOrDone(walk: Walk): void {
  // Media, an answer or a far party ends every wait: with none of them the call would stand still for ever.
  const { playing, asking, dialing, done } = walk.state;
  expect(done === null).toBe(playing !== null || asking !== null || dialing !== null);
}

/** The caller does nothing more, and whoever is asked says the same every time. */
function fallSilent(walk: Walk): void {
  const { asking, dialing } = walk.state;
  if (asking !== null) walk.give(inputOf({ answer: 0 }, walk));
  else if (dialing !== null) walk.give(inputOf({ dialed: 'busy' }, walk));
  else walk.hear();
}

describe.each<[string, Pack]>([
  ['the 1000 pack', pack1000],
  ['a pack of every kind', mixed],
])('%s, whatever the caller does', (_name, pack) => {
  it('is always waiting for something or done, and ends when the caller falls silent', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        for (const act of all) {
          walk.give(inputOf(act, walk));
          expectWaitingOrDone(walk);
        }
        for (let silences = 0; walk.state.done === null; silences += 1) {
          expect(silences).toBeLessThan(60);
          fallSilent(walk);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('ends in one way only, once', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        for (const act of all) if (walk.state.done === null) walk.give(inputOf(act, walk));
        const ends = walk.notes('ivr.left');
        expect(ends).toHaveLength(walk.state.done === null ? 0 : 1);
      }),
    );
  });

  it('stops a play before it starts another', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        for (const act of all) {
          const wasPlaying = walk.state.playing !== null && act !== 'heard';
          walk.give(inputOf(act, walk));
          const playsAnew = walk.actions.at(-1)?.kind === 'play';
          if (playsAnew && wasPlaying) expect(walk.actions[0]?.kind).toBe('stop-playing');
        }
      }),
    );
  });

  it('asks every question and dials every number under an id of its own', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        const seen = new Map<string, string>();
        for (const act of all) {
          walk.give(inputOf(act, walk));
          for (const action of walk.actions) {
            if (action.kind !== 'ask' && action.kind !== 'dial') continue;
            const before = seen.get(action.requestId);
            // Said again after a crash, and then the same.
            if (before !== undefined) expect([act, before]).toEqual(['resume', JSON.stringify(action)]);
            seen.set(action.requestId, JSON.stringify(action));
          }
        }
      }),
    );
  });

  it('tells the switch that keys are secret wherever a secret is taken, and takes it back', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        let isSensitive = false;
        for (const act of all) {
          walk.give(inputOf(act, walk));
          for (const action of walk.actions) if (action.kind === 'sensitive') isSensitive = action.on;
          const node = pack.flow.nodes[walk.state.node ?? ''];
          if (walk.state.done !== null) expect(isSensitive).toBe(false);
          else if (node && kindOf(node).sensitive?.(node) === true) expect(isSensitive).toBe(true);
        }
      }),
    );
  });
});

describe('a password', () => {
  const box = createSecretBox('k'.repeat(32), 'ivr-state');
  const password = fc.stringMatching(/^[0-9]{6}$/).filter((digits) => new Set(digits).size > 3);
  const where = fc.constantFrom('2', '4');

  it('is in no action, no event and no stored state, however it is typed', () => {
    fc.assert(
      fc.property(password, where, fc.boolean(), acts, (digits, way, isTypedAhead, all) => {
        // 13 is no line of the branch: the flow comes to the menu, and from there to an entry that is secret.
        const walk = new Walk(mixed).start().press('13#').hear();
        if (!isTypedAhead) walk.hear();
        const before = walk.all.length;
        walk.press(`${way}${digits}`);
        const seen: unknown[] = [storeState(walk.state, box)];
        for (const act of all) {
          // Keys of another's choosing could spell it by chance.
          if (typeof act === 'object' && 'key' in act) continue;
          walk.give(inputOf(act, walk));
          seen.push(storeState(walk.state, box));
        }
        const told = walk.all.slice(before).filter((action: FlowAction) => action.kind !== 'play');
        const text = JSON.stringify([told, seen]).replace(/"sealed\\?":\\?"[^"\\]*/g, '');
        // Four in a row may stand there by chance: 8000 is also a time-out.
        for (let at = 0; at + 5 <= 6; at += 1) expect(text).not.toContain(digits.slice(at, at + 5));
      }),
      { numRuns: 300 },
    );
  });
});

describe('keys typed ahead', () => {
  it('are never lost: each is used by a node or still waits', () => {
    const menus = aPack(`main: { kind: menu, prompts: [2], keys: { 1: below, 2: talk, '#': main } }
talk: { kind: say, prompts: [3], interruptible: false, next: asked }
asked: { kind: ask, service: a.b, prompts: [3], on: { yes: below, away: main } }
below: { kind: menu, prompts: [4], keys: { 1: main, 2: talk, '*': main } }
bye: { kind: hangup }`);
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(menus).start();
        let pressed = 0;
        for (const act of all) {
          walk.give(inputOf(act, walk));
          if (walk.state.done !== null) return;
          if (typeof act === 'object' && 'key' in act) pressed += 1;
          const used = walk.notes('ivr.key-pressed').length + walk.notes('ivr.wrong-key').length;
          expect(used + walk.state.typedAhead.length).toBe(pressed);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, Pack, (walk: Walk) => Walk]>([
    ['the 1000 pack', pack1000, (walk) => walk],
    ['a pack of every kind', mixed, (walk) => walk.press('13#').hear()],
  ])('do what they would have done later: %s', (_name, pack, begin) => {
    const typedKeys = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789*')),
      minLength: 1,
      maxLength: 12,
    });
    /** Answers and ends of what is said come one by one until it is the caller's turn. */
    const settle = (walk: Walk): Walk => {
      for (let steps = 0; steps < 50 && walk.state.done === null; steps += 1) {
        const node = pack.flow.nodes[walk.state.node ?? ''];
        const isHisTurn =
          walk.state.asking === null &&
          walk.state.dialing === null &&
          node !== undefined &&
          kindOf(node).keys(node, walk.state) === 'takes';
        if (isHisTurn) break;
        fallSilent(walk);
      }
      return walk;
    };
    fc.assert(
      fc.property(typedKeys, (typed) => {
        const ahead = settle(begin(new Walk(pack).start()).press(typed));
        const patient = settle(begin(new Walk(pack).start()));
        for (const key of typed) settle(patient.press(key));
        const told = ({ state }: Walk) => [
          state.node,
          state.menuPath,
          state.errors,
          state.done,
          state.variables,
        ];
        expect(told(ahead)).toEqual(told(patient));
      }),
    );
  });

  it('do not wait at a node that takes keys', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(mixed).start();
        for (const act of all) {
          walk.give(inputOf(act, walk));
          const node = mixed.flow.nodes[walk.state.node ?? ''];
          const { done, asking, stage } = walk.state;
          if (done === null && asking === null && stage === '' && node && waitsForCaller(node)) {
            expect(walk.state.typedAhead).toBe('');
          }
        }
      }),
    );
  });
});
