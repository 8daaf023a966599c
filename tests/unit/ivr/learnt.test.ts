import { learntFrom } from '../../../server/ivr/learnt';
import { storeState } from '../../../server/ivr/stored-state';
import { createSecretBox } from '../../../server/secrets';
import { aPack, Walk } from './packs';

const pack = aPack(`main: { kind: menu, prompts: [2], keys: { 1: number } }
number: { kind: collect, prompts: [3], variable: line, maxDigits: 8, next: secret }
secret: { kind: collect, prompts: [3], variable: pin, maxDigits: 6, sensitive: true, next: agent }
agent: { kind: queue, queue: general, topic: bill }
bye: { kind: hangup, prompts: [9] }`);
const box = createSecretBox('a key for the tests of what is learnt', 'ivr-state');

describe('learntFrom', () => {
  it('tells what was typed in the open, and the way through the menus', () => {
    const { state } = new Walk(pack).start().press('163330001#');
    expect(learntFrom(storeState(state, box))).toEqual({
      menuPath: ['main/1'],
      verified: [],
      variables: { line: '63330001' },
    });
  });

  it('never tells a secret', () => {
    const { state } = new Walk(pack).start().press('163330001#73915');
    expect(JSON.stringify(learntFrom(storeState(state, box)))).not.toContain('73915');
    const handedOver = new Walk(pack).start().press('163330001#739152').state;
    expect(handedOver.done).toBe('queued');
    expect(JSON.stringify(learntFrom(storeState(handedOver, box)))).not.toContain('739152');
  });

  it('tells nothing of a call that was in no flow', () => {
    expect(learntFrom(null)).toBeNull();
  });
});
