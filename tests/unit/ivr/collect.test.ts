import { aPack, Walk } from './packs';

const pack = aPack(
  `number: { kind: collect, prompts: [1], variable: line, minDigits: 3, maxDigits: 5, back: bye, next: price }
price: { kind: say, prompts: [3], next: main }
main: { kind: menu, prompts: [2], keys: { 1: secret, '#': bye } }
secret: { kind: collect, prompts: [4], variable: password, maxDigits: 6, minDigits: 6, sensitive: true, next: agent }
agent: { kind: queue, queue: general }
bye: { kind: hangup, prompts: [9] }`,
  'number',
);

const atSecret = (): Walk => new Walk(pack).start().press('123#').hear().press('1');

describe('collect', () => {
  it('asks, and waits for the first digit', () => {
    expect(new Walk(pack).start().brief.at(-1)).toBe('play 1 ~5000');
  });

  it('waits for the next digit in silence', () => {
    expect(new Walk(pack).start().press('1').brief).toEqual(['stop-playing', 'play ~3000']);
  });

  it.each([
    ['the terminator', (walk: Walk) => walk.press('123#'), '123'],
    ['its greatest length', (walk: Walk) => walk.press('12345'), '12345'],
    ['a pause', (walk: Walk) => walk.press('1234').hear(), '1234'],
  ])('is complete at %s', (_what, type, digits) => {
    const walk = type(new Walk(pack).start());
    expect(walk.state.variables['line']).toBe(digits);
    expect(walk.notes('ivr.digits-collected')).toEqual([{ node: 'number', variable: 'line', digits }]);
    expect(walk.state.node).toBe('price');
  });

  it.each([
    ['too short at the terminator', (walk: Walk) => walk.press('12#')],
    ['too short at a pause', (walk: Walk) => walk.press('12').hear()],
  ])('asks again when the entry is %s', (_what, type) => {
    const walk = type(new Walk(pack).start());
    expect(walk.brief.at(-1)).toBe('play 11 1 ~5000');
    expect(walk.state.collected).toBe('');
  });

  it('asks again when nothing was typed, and gives up in the end', () => {
    const walk = new Walk(pack).start().hear();
    expect(walk.brief.at(-1)).toBe('play 10 1 ~5000');
    expect(walk.hear().hear().state.node).toBe('bye');
  });

  it('goes back on * where there is a way back', () => {
    expect(new Walk(pack).start().press('1*').state.node).toBe('bye');
  });

  it('takes a # after a complete entry as its end, and the next # as a key', () => {
    const walk = new Walk(pack).start().press('12345#');
    expect(walk.state.node).toBe('price');
    expect(walk.hear().press('#').state.node).toBe('bye');
  });

  it('takes digits typed ahead, and leaves what is too much to the next node', () => {
    const walk = new Walk(pack).start().press('12345').press('1');
    expect(walk.state.node).toBe('secret');
  });

  it('begins the entry again on resume', () => {
    const walk = new Walk(pack).start().press('12').give({ kind: 'resume' });
    expect(walk.state.collected).toBe('');
    expect(walk.brief.at(-1)).toBe('play 1 ~5000');
  });

  it('writes sensitive digits into no action and no variable, and forgets them at the end', () => {
    const walk = atSecret();
    const before = walk.all.length;
    walk.press('98765');
    expect(walk.state.secrets).toEqual({});
    walk.press('4');
    const notes = walk.all.slice(before).filter((action) => action.kind === 'note');
    expect(JSON.stringify(notes)).not.toMatch(/[0-9]/);
    expect(walk.notes('ivr.digits-collected').at(-1)).toEqual({
      node: 'secret',
      variable: 'password',
      sensitive: true,
    });
    expect(walk.state.done).toBe('queued');
    expect(walk.state.secrets).toEqual({});
    expect(JSON.stringify(walk.state)).not.toContain('98765');
  });
});
