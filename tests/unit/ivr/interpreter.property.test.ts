import fc from 'fast-check';
import type { Pack } from '../../../server/ivr/flow';
import type { FlowInput } from '../../../server/ivr/flow-state';
import { waitsForCaller } from '../../../server/ivr/nodes';
import { loadPack } from '../../../server/ivr/load-pack';
import { aPack, pack1000Directory, Walk } from './packs';

const pack1000 = loadPack({ directory: pack1000Directory });
/** Every kind of node, with prompts that can and cannot be interrupted between them. */
const mixed = aPack(
  `hello: { kind: say, prompts: [1], next: number }
number: { kind: collect, prompts: [2], variable: line, minDigits: 2, maxDigits: 4, next: price }
price: { kind: say, prompts: [3], interruptible: false, next: which }
which: { kind: branch, variable: line, cases: [{ in: ['11', '12'], to: secret }], default: other }
secret: { kind: collect, prompts: [4], variable: pin, maxDigits: 3, sensitive: true, back: main, next: main }
other: { kind: set, language: other, next: main }
main: { kind: menu, prompts: [5], keys: { 1: number, 2: there, 3: agent, '*': hello } }
there: { kind: goto, to: secret }
agent: { kind: queue, queue: general, prompts: [8] }
bye: { kind: hangup, prompts: [9] }`,
  'hello',
);

type Act = 'heard' | 'late' | 'resume' | { readonly key: string };

const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Array.from('0123456789*#ABCD')).map((key): Act => ({ key })) },
    { weight: 3, arbitrary: fc.constant<Act>('heard') },
    { weight: 1, arbitrary: fc.constantFrom<Act>('late', 'resume') },
  ),
  { maxLength: 60 },
);

function inputOf(act: Act, walk: Walk): FlowInput {
  if (act === 'heard') return { kind: 'played', playId: walk.state.playing ?? 'nothing' };
  if (act === 'late') return { kind: 'played', playId: `p${String(walk.state.playCount - 1)}` };
  if (act === 'resume') return { kind: 'resume' };
  return { kind: 'digit', digit: act.key };
}

function expectWaitingOrDone(walk: Walk): void {
  // Only media can end a wait: without a play going on the call would stand still for ever.
  expect(walk.state.done === null).toBe(walk.state.playing !== null);
}

describe.each<[string, Pack]>([
  ['the 1000 pack', pack1000],
  ['a pack of every kind', mixed],
])('%s, whatever the caller does', (_name, pack) => {
  it('is always playing something or done, and ends when the caller falls silent', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack).start();
        for (const act of all) {
          walk.give(inputOf(act, walk));
          expectWaitingOrDone(walk);
        }
        for (let silences = 0; walk.state.done === null; silences += 1) {
          expect(silences).toBeLessThan(20);
          walk.hear();
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
        const ends = walk.all.filter((action) => action.kind === 'queue' || action.kind === 'hangup');
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
});

describe('keys typed ahead', () => {
  it('are never lost: each is used by a node or still waits', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const walk = new Walk(pack1000).start();
        let pressed = 0;
        for (const act of all) {
          walk.give(inputOf(act, walk));
          if (walk.state.done !== null) return;
          if (typeof act === 'object') pressed += 1;
          const used = walk.notes('ivr.key-pressed').length + walk.notes('ivr.wrong-key').length;
          expect(used + walk.state.typedAhead.length).toBe(pressed);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('do what they would have done at the menu', () => {
    const keys = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789*')),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(keys, (typed) => {
        const ahead = new Walk(pack1000).start().press(typed);
        const patient = new Walk(pack1000).start().hear().press(typed);
        const { node, menuPath, errors, done } = ahead.state;
        expect({ node, menuPath, errors, done }).toEqual({
          node: patient.state.node,
          menuPath: patient.state.menuPath,
          errors: patient.state.errors,
          done: patient.state.done,
        });
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
          if (walk.state.done === null && node !== undefined && waitsForCaller(node)) {
            expect(walk.state.typedAhead).toBe('');
          }
        }
      }),
    );
  });
});
