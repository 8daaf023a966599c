import { aPack, Walk } from './packs';

const bye = 'bye: { kind: hangup, prompts: [8, 9] }';
const menuPack = aPack(`main: { kind: menu, prompts: [2], keys: { 1: below, 0: agent } }
below: { kind: menu, prompts: [4], keys: { 1: agent, '*': main } }
agent: { kind: queue, queue: general, topic: bill, prompts: [5] }
${bye}`);

describe('a menu', () => {
  it('answers, plays its prompts and then the wait for a key', () => {
    expect(new Walk(menuPack).start().brief).toEqual([
      'answer',
      'ivr.entered',
      'ivr.entered',
      'play 2 ~5000',
    ]);
  });

  it('goes where the key says and stops its prompts (barge-in)', () => {
    const walk = new Walk(menuPack).start().press('1');
    expect(walk.brief).toEqual(['stop-playing', 'ivr.key-pressed', 'ivr.entered', 'play 4 ~5000']);
    expect(walk.state.node).toBe('below');
  });

  it('goes back on *', () => {
    const walk = new Walk(menuPack).start().press('1*');
    expect(walk.state.node).toBe('main');
    expect(walk.state.menuPath).toEqual(['main/1', 'below/*']);
  });

  it('says that a key is wrong and asks again', () => {
    const walk = new Walk(menuPack).start().press('7');
    expect(walk.brief).toEqual(['stop-playing', 'ivr.wrong-key', 'play 11 2 ~5000']);
  });

  it('does not write a wrong key down: it may be part of a password', () => {
    expect(JSON.stringify(new Walk(menuPack).start().press('7').notes('ivr.wrong-key'))).not.toContain('7');
  });

  it('says that nothing was pressed and asks again', () => {
    expect(new Walk(menuPack).start().hear().brief).toEqual(['ivr.timed-out', 'play 10 2 ~5000']);
  });

  it.each([
    ['three wrong keys', (walk: Walk) => walk.press('777')],
    ['three silences', (walk: Walk) => walk.hear().hear().hear()],
    ['wrong keys and silences together', (walk: Walk) => walk.press('7').hear().press('8')],
  ])('gives up after %s, says goodbye and hangs up', (_what, err) => {
    const walk = err(new Walk(menuPack).start());
    expect(walk.brief.at(-1)).toBe('play 8 9');
    expect(walk.notes('ivr.gave-up')).toEqual([{ node: 'main' }]);
    expect(walk.hear().brief).toEqual(['ivr.left', 'hangup']);
    expect(walk.state.done).toBe('hung-up');
  });

  it('forgets the errors after a good key', () => {
    const walk = new Walk(menuPack).start().press('771').press('77');
    expect(walk.state.node).toBe('below');
    expect(walk.state.errors).toBe(2);
  });

  it('ignores the end of a play it has already replaced', () => {
    const walk = new Walk(menuPack).start();
    const before = walk.state.playing ?? '';
    walk.press('1');
    expect(walk.give({ kind: 'played', playId: before }).actions).toEqual([]);
    expect(walk.state.node).toBe('below');
  });

  it('gives every play an id of its own', () => {
    const walk = new Walk(menuPack).start().press('1*7').hear();
    const ids = walk.all.flatMap((action) => (action.kind === 'play' ? [action.playId] : []));
    expect(ids).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  it('ignores what is no key', () => {
    expect(new Walk(menuPack).start().give({ kind: 'digit', digit: 'x' }).actions).toEqual([]);
  });
});

describe('say', () => {
  const pack = aPack(
    `hello: { kind: say, prompts: [1], next: price }
price: { kind: say, prompts: [3], interruptible: false, next: main }
main: { kind: menu, prompts: [2], keys: { 1: second, 0: agent } }
second: { kind: menu, prompts: [4], keys: { 2: agent } }
agent: { kind: queue, queue: general }
${bye}`,
    'hello',
  );

  it('goes on when it was heard', () => {
    expect(new Walk(pack).start().hear().brief).toEqual(['play 3']);
  });

  it('is skipped by a key, which the next menu takes', () => {
    const walk = new Walk(pack).start().press('1');
    expect(walk.brief).toEqual(['stop-playing', 'play 3']);
    expect(walk.hear().state.node).toBe('second');
  });

  it('goes on talking when it may not be interrupted, and keeps the key', () => {
    const walk = new Walk(pack).start().hear().press('1');
    expect(walk.actions).toEqual([]);
    expect(walk.state.typedAhead).toBe('1');
  });

  it('hands several typed-ahead keys to one menu after the other', () => {
    const walk = new Walk(pack).start().press('12').hear();
    expect(walk.brief.filter((line) => !line.startsWith('ivr.entered'))).toEqual([
      'ivr.key-pressed',
      'ivr.key-pressed',
      'ivr.left',
      'queue general',
    ]);
  });

  it('treats a wrong key typed ahead like one typed at the menu', () => {
    const walk = new Walk(pack).start().press('91').hear();
    expect(walk.notes('ivr.wrong-key')).toHaveLength(1);
    expect(walk.state.node).toBe('second');
  });
});

describe('branch, set and goto', () => {
  const pack = aPack(
    `start: { kind: set, variables: { tier: gold }, next: which }
which: { kind: branch, variable: language, cases: [{ is: zh-CN, to: chinese }], default: caller }
caller: { kind: branch, variable: callerNumber, cases: [{ in: ['110', '13800000000'], to: known }], default: bye }
known: { kind: branch, variable: tier, cases: [{ is: silver, to: bye }, { is: gold, to: other }], default: bye }
other: { kind: set, language: other, next: there }
there: { kind: goto, to: chinese }
chinese: { kind: hangup, prompts: [9] }
bye: { kind: hangup }`,
    'start',
  );

  it('goes by equality, by list and by default, and changes the language', () => {
    const walk = new Walk(pack).start();
    expect(walk.notes('ivr.language-set')).toEqual([{ node: 'other', language: 'zh-CN' }]);
    expect(walk.actions.at(-1)).toMatchObject({ kind: 'play', items: [{ number: 9, language: 'zh-CN' }] });
  });

  it('knows the language the caller came with', () => {
    expect(new Walk(pack).start('zh-CN').notes('ivr.language-set')).toEqual([]);
  });

  it('goes by default when nothing fits', () => {
    const walk = new Walk(pack);
    walk.give({ kind: 'start', callerNumber: '1', dialedNumber: '1000', language: null });
    expect(walk.state.done).toBe('hung-up');
  });
});

describe('queue and hangup', () => {
  it('says its prompts, hands the call over and is done', () => {
    const walk = new Walk(menuPack).start().press('0');
    expect(walk.brief.at(-1)).toBe('play 5');
    expect(walk.hear().brief).toEqual(['ivr.left', 'queue general bill']);
    expect(walk.state.done).toBe('queued');
  });

  it('does nothing more once it is done', () => {
    const walk = new Walk(menuPack).start().press('0').hear();
    for (const input of [{ kind: 'digit', digit: '1' }, { kind: 'hangup' }] as const) {
      expect(walk.give(input).actions).toEqual([]);
    }
  });
});

describe('an ending that was stored but perhaps never carried out', () => {
  it('is handed to the queue once more on resume', () => {
    const walk = new Walk(menuPack).start().press('0').hear().give({ kind: 'resume' });
    expect(walk.brief.at(-1)).toBe('play 5');
    expect(walk.hear().brief.at(-1)).toBe('queue general bill');
  });

  it('is hung up once more on resume', () => {
    const walk = new Walk(menuPack).start().press('777').hear().give({ kind: 'resume' });
    expect(walk.brief).toEqual(['hangup']);
  });
});

describe('the call around it', () => {
  it('ends when the caller hangs up, and hands nothing over', () => {
    const walk = new Walk(menuPack).start().give({ kind: 'hangup' });
    expect(walk.actions).toEqual([
      { kind: 'note', name: 'ivr.left', data: { node: 'main', how: 'caller-hung-up' } },
    ]);
    expect(walk.state.done).toBe('hung-up');
  });

  it('begins the present node again on resume, whatever was playing', () => {
    const walk = new Walk(menuPack).start().press('1').give({ kind: 'resume' });
    expect(walk.brief).toEqual(['stop-playing', 'answer', 'ivr.entered', 'play 4 ~5000']);
  });

  it('begins from the start when the pack no longer has the node', () => {
    const walk = new Walk(menuPack).start().press('1');
    walk.state = { ...walk.state, node: 'dropped' };
    expect(walk.give({ kind: 'resume' }).state.node).toBe('main');
  });

  it('does not start twice', () => {
    expect(new Walk(menuPack).start().start().actions).toEqual([]);
  });

  it('does nothing before the start', () => {
    expect(new Walk(menuPack).press('1').give({ kind: 'resume' }).actions).toEqual([]);
  });

  it('does not change the state it is given', () => {
    const walk = new Walk(menuPack).start();
    const before = walk.state;
    const copy = JSON.stringify(before);
    walk.press('17');
    expect(JSON.stringify(before)).toBe(copy);
  });
});
