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

describe('ticket', () => {
  const nodes = `it:
  kind: ticket
  type: fault
  fields: { line: line, symptom: { value: no-tone } }
  serial: number
  on: { created: tell, failed: ended, away: bye }
tell: { kind: say, prompts: [3, { say: digits, of: number }], next: ended }`;

  it('creates an order of its fields and keeps the serial number', () => {
    const walk = at(nodes);
    expect(walk.brief).toContain(
      'ask ticket.create {"type":"fault","fields.line":"2163330001","fields.symptom":"no-tone"}',
    );
    walk.answer('created', { serial: '112200017' });
    expect(walk.brief.at(-1)).toBe('play 3 digits:112200017');
  });

  it.each([
    ['failed', 'ended'],
    ['away', 'bye'],
  ])('goes its way when it %s', (outcome, node) => {
    expect(at(nodes).answer(outcome).state.node).toBe(node);
  });
});

describe('fax', () => {
  const nodes =
    'it: { kind: fax, item: item, to: callerNumber, on: { queued: ended, refused: main, away: bye } }';

  it('has an item sent to a number', () => {
    expect(at(nodes).brief).toContain('ask fax.send {"item":"prices","to":"13800000000"}');
  });

  it.each([
    ['queued', 'ended'],
    ['refused', 'main'],
    ['away', 'bye'],
  ])('goes its way when it is %s', (outcome, node) => {
    expect(at(nodes).answer(outcome).state.node).toBe(node);
  });
});

describe('callback', () => {
  const nodes = `it:
  { kind: callback, number: callerNumber, queue: general, topic: bill, on: { accepted: ended, refused: main, away: bye } }`;

  it('says who wants to be called, and where he waits', () => {
    expect(at(nodes).brief).toContain(
      'ask callback.request {"number":"13800000000","queue":"general","topic":"bill"}',
    );
    expect(at(nodes).answer('accepted').state.node).toBe('ended');
    expect(at(nodes).answer('refused').state.node).toBe('main');
  });
});

describe('dial', () => {
  const nodes =
    'it: { kind: dial, number: line, prompts: [3], on: { busy: ended, no-answer: main, refused: bye } }';
  const dialed = (walk: Walk, outcome: 'connected' | 'busy' | 'no-answer' | 'refused'): Walk =>
    walk.give({ kind: 'dialed', requestId: walk.state.dialing?.requestId ?? '', outcome });

  it('dials after its prompts, and the flow ends when they talk', () => {
    const walk = at(nodes).hear();
    expect(walk.brief).toEqual(['dial 2163330001']);
    expect(dialed(walk, 'connected').brief).toEqual(['ivr.left']);
    expect(walk.state.done).toBe('connected');
    expect(walk.give({ kind: 'resume' }).actions).toEqual([]);
  });

  it.each(['busy', 'no-answer', 'refused'] as const)('goes on when the far party is %s', (outcome) => {
    const nodesAfter = { busy: 'ended', 'no-answer': 'main', refused: 'bye' };
    expect(dialed(at(nodes).hear(), outcome).state.node).toBe(nodesAfter[outcome]);
  });

  it('dials the same number under the same id after a crash', () => {
    const walk = at(nodes).hear();
    const [first] = walk.actions;
    expect(walk.give({ kind: 'resume' }).actions).toContainEqual(first);
  });

  it('does not dial nothing', () => {
    expect(at(nodes.replace('number: line', 'number: none')).hear().state.node).toBe('bye');
  });
});

describe('survey', () => {
  const nodes = `it:
  { kind: survey, question: satisfaction, prompts: [3], keys: { 1: good, 2: bad }, variable: mark, next: ended }`;

  it('notes the answer and goes on', () => {
    const walk = at(nodes).press('2');
    expect(walk.notes('ivr.survey-answered')).toEqual([
      { node: 'it', question: 'satisfaction', value: 'bad' },
    ]);
    expect(walk.state).toMatchObject({ node: 'ended', variables: { mark: 'bad' } });
  });

  it('goes on without an answer', () => {
    expect(at(nodes).hear().state).toMatchObject({ node: 'ended', errors: 0 });
  });

  it('says that a key is wrong, and after the third goes on instead of giving up', () => {
    const walk = at(nodes).press('7');
    expect(walk.brief.at(-1)).toBe('play 11 3 ~5000');
    expect(walk.press('88').state).toMatchObject({ node: 'ended', errors: 0 });
  });
});

describe('record', () => {
  const nodes =
    'it: { kind: record, prompts: [3], maxSeconds: 30, minSeconds: 2, next: kept, empty: ended }\nkept: { kind: menu, prompts: [4], keys: { 1: bye } }';
  const recorded = (walk: Walk, ms: number): Walk =>
    walk.give({ kind: 'recorded', messageId: walk.state.recording ?? '', ms });

  it('records after the tone, silence being played, until #', () => {
    const walk = at(nodes);
    expect(walk.brief.at(-1)).toBe('play 3 beep');
    expect(walk.hear().brief).toEqual(['record 30', 'play ~30000']);
    expect(walk.press('12').actions).toEqual([]);
    expect(walk.press('#').brief).toEqual(['stop-playing', 'stop-recording', 'play ~1500']);
    recorded(walk, 4200);
    expect(walk.state.node).toBe('kept');
    const { messageId } = walk.notes('ivr.message-recorded')[0]!;
    expect(messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(walk.state).toMatchObject({ variables: { message: messageId }, messages: [messageId] });
  });

  it('skips to the tone’s end at a key', () => {
    expect(at(nodes).press('1').brief).toEqual(['stop-playing', 'record 30', 'play ~30000']);
  });

  it('stops at its limit', () => {
    expect(at(nodes).hear().hear().brief).toEqual(['stop-recording', 'play ~1500']);
  });

  it('takes too little for nothing', () => {
    const walk = recorded(at(nodes).hear().press('#'), 1500);
    expect(walk.state).toMatchObject({ node: 'ended', variables: { message: '' } });
  });

  it('goes on when the switch does not say how long it was', () => {
    expect(at(nodes).hear().press('#').hear().state.node).toBe('kept');
  });

  it('goes on when the recording ends by itself', () => {
    expect(recorded(at(nodes).hear(), 9000).state.node).toBe('kept');
  });

  it('notes what a caller left who hung up meanwhile', () => {
    const walk = at(nodes).hear().give({ kind: 'hangup' });
    expect(walk.brief).toEqual(['ivr.message-recorded', 'ivr.left']);
    expect(walk.notes('ivr.message-recorded')).toEqual([expect.objectContaining({ hungUp: true })]);
  });

  it('gives every message an id of its own', () => {
    const walk = recorded(at(nodes).hear().press('#'), 1000).press('1').hear();
    recorded(walk.press('#'), 5000);
    expect(new Set(walk.notes('ivr.message-recorded').map((note) => note['messageId'])).size).toBe(2);
  });
});

describe('count', () => {
  const nodes = `it: { kind: count, variable: n, limit: 2, next: tell, over: ended }
tell: { kind: say, prompts: [3, { say: count, of: n }], next: it }`;

  it('goes round so often and no oftener', () => {
    const walk = at(nodes);
    expect(walk.brief.at(-1)).toBe('play 3 count:1');
    expect(walk.hear().brief.at(-1)).toBe('play 3 count:2');
    expect(walk.hear().state.node).toBe('ended');
  });
});

describe('queue', () => {
  const nodes = 'it: { kind: queue, queue: general, topic: bill, prompts: [3], busy: ended, closed: bye }';

  it('asks whether there is room, and hands over', () => {
    const walk = at(nodes);
    expect(walk.brief).toContain('ask queue.room {"queue":"general"}');
    expect(walk.answer('open').brief).toEqual(['ivr.answered', 'play 3']);
    expect(walk.hear().brief).toEqual(['ivr.left', 'queue general bill']);
  });

  it.each([
    ['busy', 'ended'],
    ['closed', 'bye'],
  ])('goes its way when it is %s', (outcome, node) => {
    expect(at(nodes).answer(outcome).state.node).toBe(node);
  });

  it.each([
    ['its own way', ', nobody: bye', 'bye'],
    ['the way of a full queue without one', '', 'ended'],
  ])('goes %s when nobody is there', (_, way, node) => {
    const named = nodes.replace(', closed: bye', `, closed: main${way}`);
    expect(at(named).answer('nobody-there').state.node).toBe(node);
  });

  it.each<[string, string, Record<string, string> | undefined, string]>([
    ['are recorded', 'open', { recorded: '1' }, 'play 3 2'],
    ['are not', 'open', { recorded: '0' }, 'play 3'],
    ['are recorded, closed or not', 'closed', { recorded: '1' }, 'play 3 2'],
    ['may be, for all anybody knows', 'away', undefined, 'play 3 2'],
  ])('tells callers that talks %s', (_, outcome, outputs, said) => {
    const walk = at('it: { kind: queue, queue: general, prompts: [3], recorded: [2], tooLong: ended }');
    expect(walk.brief).toContain('ask queue.room {"queue":"general"}');
    expect(walk.answer(outcome, outputs).brief.at(-1)).toBe(said);
    expect(walk.hear().state.done).toBe('queued');
  });

  it('hands over when nobody knows', () => {
    expect(at(nodes).answer('away').hear().state.done).toBe('queued');
  });

  it('hands over what it says nothing about', () => {
    const walk = at(nodes.replace(', closed: bye', '')).answer('closed');
    expect(walk.brief.at(-1)).toBe('play 3');
  });
});

describe('a caller whom the queue gives back', () => {
  const nodes = `it: { kind: queue, queue: general, tooLong: long, callback: again, closed: ended }
long: { kind: menu, prompts: [2], keys: { 1: bye } }
again: { kind: menu, prompts: [3], keys: { 1: bye } }`;
  const waiting = () => {
    const walk = at(nodes).answer('free');
    expect(walk.state.done).toBe('queued');
    return walk;
  };

  it('goes where the pack sends him, with everything he has entered', () => {
    const walk = waiting().give({ kind: 'left-queue', why: 'too-long' });
    expect(walk.brief).toEqual(['stop-playing', 'ivr.entered', 'play 2 ~5000']);
    expect(walk.state).toMatchObject({ node: 'long', done: null, variables: { line: '2163330001' } });
    expect(waiting().give({ kind: 'left-queue', why: 'callback' }).state.node).toBe('again');
  });

  it.each(['nobody', 'key'] as const)('gives up when the pack says nothing of it: %s', (why) => {
    expect(waiting().give({ kind: 'left-queue', why }).state.node).toBe('bye');
  });

  it('goes where a full queue would have sent him, when the pack says that', () => {
    const walk = at('it: { kind: queue, queue: general, busy: ended }').answer('free');
    expect(walk.give({ kind: 'left-queue', why: 'nobody' }).state.node).toBe('ended');
  });

  it('does nothing when he is in no queue', () => {
    const walk = new Walk(withMain(nodes)).start();
    expect(walk.give({ kind: 'left-queue', why: 'key' }).actions).toEqual([]);
  });
});

describe('an entry', () => {
  const pack = aPack(
    `main: { kind: menu, prompts: [1], keys: { 1: agent } }
agent: { kind: queue, queue: general }
found: { kind: say, prompts: [2, { say: digits, of: number }], next: bye }
${bye}`,
    'main',
    'bye',
    '{ directory: { node: found, variables: [number] } }',
  );

  it('puts a call that had left back into the flow, with new ids', () => {
    const walk = new Walk(pack).start().press('1');
    expect(walk.state.done).toBe('queued');
    const plays = walk.state.playCount;
    walk.give({ kind: 'enter', entry: 'directory', variables: { number: '2163330001' } });
    expect(walk.brief).toEqual(['ivr.entered', 'play 2 digits:2163330001']);
    expect(walk.state).toMatchObject({ done: null, playCount: plays + 1, menuPath: ['main/1'] });
    expect(walk.hear().hear().state.done).toBe('hung-up');
  });

  it('does nothing when the pack has none of that name', () => {
    const walk = new Walk(pack).start().press('1');
    expect(walk.give({ kind: 'enter', entry: 'afterTalk', variables: {} }).actions).toEqual([]);
  });
});
