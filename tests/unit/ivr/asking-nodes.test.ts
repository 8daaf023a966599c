import { aPack, Walk } from './packs';

const bye = 'bye: { kind: hangup, prompts: [9] }';
const withMain = (nodes: string) =>
  aPack(`main: { kind: menu, prompts: [1], keys: { 1: it, 2: prepare, '*': bye } }
prepare: { kind: set, variables: { line: '2163330001', item: prices, none: '' }, next: it }
${nodes}
ended: { kind: menu, prompts: [2], keys: { 1: it } }
${bye}`);

/** At the node `it`, its variables set. */
const at = (nodes: string): Walk => new Walk(withMain(nodes)).start().press('2');

describe('ask', () => {
  const nodes = `it:
  kind: ask
  service: bill.month
  inputs: { account: line, monthsAgo: { value: '0' } }
  as: { amount: owed }
  prompts: [3]
  on: { owed: tell, none: ended, away: bye }
tell: { kind: say, prompts: [4, { say: amount, of: owed }, { say: date, of: due }, { sound: jingle }], next: ended }`;

  it('asks with its variables and literals, and says something only when the answer is slow', () => {
    expect(at(nodes).brief).toEqual([
      'stop-playing',
      'ivr.key-pressed',
      'ivr.entered',
      'ivr.asked',
      'ask bill.month {"account":"2163330001","monthsAgo":"0"}',
      'play ~800 3',
    ]);
  });

  it('puts the outputs into variables, renamed, and goes where the outcome says', () => {
    const walk = at(nodes).answer('owed', { amount: '3850', due: '2026-12-05' });
    expect(walk.state.node).toBe('tell');
    expect(walk.state.variables).toMatchObject({ owed: '3850', due: '2026-12-05' });
    expect(walk.brief.at(-1)).toBe('play 4 amount:3850 date:2026-12-05');
  });

  it('puts a word before all outputs', () => {
    const walk = at(nodes.replace('{ amount: owed }', 'bill')).answer('owed', { amount: '3850' });
    expect(walk.state.variables).toMatchObject({ billAmount: '3850' });
  });

  it('tells references and outcomes in its events, never values', () => {
    const walk = at(nodes).answer('owed', { amount: '3850' });
    expect(walk.notes('ivr.said').at(-1)).toEqual({ node: 'tell', items: ['test/4', 'amount:owed'] });
    expect(walk.notes('ivr.answered')).toEqual([
      { node: 'it', service: 'bill.month', requestId: 'q1', outcome: 'owed' },
    ]);
    expect(JSON.stringify(walk.all.filter((action) => action.kind === 'note'))).not.toContain('3850');
  });

  it('keeps keys while it waits for the answer', () => {
    const walk = at(nodes).press('1');
    expect(walk.state.typedAhead).toBe('1');
    expect(walk.answer('none').state.asking).toMatchObject({ requestId: 'q2' });
  });

  it('does not hear an answer that comes too late', () => {
    const walk = at(nodes).answer('none');
    walk.give({ kind: 'answered', requestId: 'q1', answer: { outcome: 'owed' } });
    expect(walk.actions).toEqual([]);
    expect(walk.state.node).toBe('ended');
  });

  it('asks the same question under the same id after a crash', () => {
    const walk = at(nodes);
    const first = walk.actions.find((action) => action.kind === 'ask');
    walk.give({ kind: 'resume' });
    expect(walk.actions.find((action) => action.kind === 'ask')).toEqual(first);
    expect(walk.brief).toEqual([
      'stop-playing',
      'answer',
      'ask bill.month {"account":"2163330001","monthsAgo":"0"}',
    ]);
  });

  it('goes on when what it said meanwhile was heard out', () => {
    const walk = at(nodes).hear();
    expect(walk.state.asking).not.toBeNull();
    expect(walk.answer('none').state.node).toBe('ended');
  });

  it('takes an outcome nobody wrote down for away', () => {
    expect(at(nodes).answer('strange').state.node).toBe('bye');
  });

  it('gives secrets by name only', () => {
    const pack =
      aPack(`main: { kind: collect, prompts: [1], variable: pin, maxDigits: 3, sensitive: true, next: it }
it: { kind: ask, service: pin.save, inputs: { pin: pin }, on: { saved: bye, away: bye } }
${bye}`);
    const walk = new Walk(pack).start().press('739');
    expect(walk.all.find((action) => action.kind === 'ask')).toMatchObject({
      inputs: {},
      secrets: { pin: 'pin' },
    });
    expect(walk.state.secrets).toEqual({ pin: '739' });
    expect(walk.answer('saved').hear().state.secrets).toEqual({});
  });
});

describe('verify', () => {
  const nodes = `it:
  kind: verify
  account: line
  accountKind: line
  prompts: [3]
  wrong: [4]
  confirmed: [5]
  back: ended
  next: inside
  failed: bye
  locked: shut
  noPassword: unset
  away: gone
inside: { kind: menu, prompts: [1], keys: { 1: it, 2: other, '*': bye } }
other: { kind: set, variables: { line: '2163330002' }, next: it }
shut: { kind: hangup }
unset: { kind: menu, prompts: [2], keys: { 1: bye } }
gone: { kind: queue, queue: general }`;

  it('asks for six digits, checks them, and says so when they are right', () => {
    const walk = at(nodes);
    expect(walk.brief.slice(-3)).toEqual(['ivr.entered', 'sensitive on', 'play 3 ~5000']);
    walk.press('739184#');
    expect(walk.all.filter((action) => action.kind === 'ask')).toEqual([
      expect.objectContaining({
        service: 'password.check',
        inputs: { kind: 'line', account: '2163330001' },
        secrets: { password: '-password' },
      }),
    ]);
    walk.answer('right', {}, 'line:862163330001');
    expect(walk.brief).toEqual(['ivr.answered', 'ivr.verified', 'play 5']);
    expect(walk.notes('ivr.verified')).toEqual([{ node: 'it', kind: 'line', account: '******0001' }]);
    expect(walk.state).toMatchObject({ secrets: {}, verified: ['line:862163330001'] });
    expect(walk.hear().brief).toEqual(['ivr.entered', 'sensitive off', 'play 1 ~5000']);
  });

  it('does not ask again for what is proved, but does for another account', () => {
    const walk = at(nodes).press('739184').answer('right').hear().press('1');
    expect(walk.state.node).toBe('inside');
    expect(walk.press('2').state).toMatchObject({ node: 'it', asking: null });
    expect(walk.brief.at(-1)).toBe('play 3 ~5000');
  });

  it('asks once more after a wrong password, and ends after the second', () => {
    const walk = at(nodes).press('111111').answer('wrong');
    expect(walk.brief.at(-1)).toBe('play 4 3 ~5000');
    expect(walk.press('222222').answer('wrong').state.node).toBe('bye');
  });

  it('counts an account that does not exist as wrong', () => {
    const walk = at(nodes).press('111111').answer('no-account').press('222222').answer('no-account');
    expect(walk.state.node).toBe('bye');
  });

  it('does not count anew for who goes away and comes back', () => {
    const walk = at(nodes).press('111111').answer('wrong').press('*').press('1').press('222222');
    expect(walk.answer('wrong').state.node).toBe('bye');
  });

  it.each([
    ['locked', 'shut'],
    ['none', 'unset'],
    ['away', 'gone'],
  ])('goes its way when the answer is %s', (outcome, node) => {
    expect(at(nodes).press('739184').answer(outcome).state.node).toBe(node);
  });

  it('takes fewer digits for a wrong entry, and * for going back', () => {
    expect(at(nodes).press('12#').brief).toEqual(['stop-playing', 'ivr.wrong-key', 'play 11 3 ~5000']);
    expect(at(nodes).press('12*').state.node).toBe('ended');
  });

  it('fails without an account', () => {
    expect(new Walk(withMain(nodes)).start().press('1').state.node).toBe('bye');
  });

  it('begins again after a crash while digits are typed, and asks again after one while they are checked', () => {
    const walk = at(nodes).press('739').give({ kind: 'resume' });
    expect(walk.brief).toEqual(['stop-playing', 'answer', 'sensitive on', 'ivr.entered', 'play 3 ~5000']);
    walk.press('739184').give({ kind: 'resume' });
    expect(walk.brief.at(-1)).toContain('ask password.check');
    expect(walk.answer('right').state.proved).toEqual(['line:2163330001']);
  });

  it('has the switch hide keys typed ahead of it', () => {
    const pack = withMain(`it: { kind: say, prompts: [8], interruptible: false, next: proof }
${nodes.replace('it:', 'proof:').replaceAll('next: it', 'next: proof').replaceAll('1: it', '1: proof')}`);
    const walk = new Walk(pack).start().press('2');
    expect(walk.brief).toContain('sensitive on');
    expect(walk.press('739184').state.typedAhead).toBe('739184');
    expect(walk.hear().state.asking?.service).toBe('password.check');
  });
});
