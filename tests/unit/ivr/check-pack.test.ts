import { knownServices } from '../../../server/ivr/known-services';
import { describeFault } from '../../../server/config/yaml-source';
import type { PackChecks } from '../../../server/ivr/parse-pack';
import { parsePack } from '../../../server/ivr/parse-pack';
import type { ServiceSpec } from '../../../server/ivr/services';
import { packText } from './packs';

const services: readonly ServiceSpec[] = [
  ...knownServices,
  {
    name: 'bill.month',
    confidential: true,
    inputs: { account: {}, month: { optional: true } },
    outputs: { amount: 'amount', due: 'date' },
    outcomes: ['owed', 'none', 'away'],
  },
  {
    name: 'pin.save',
    confidential: false,
    inputs: { pin: { secret: true } },
    outputs: {},
    outcomes: ['saved', 'away'],
  },
  {
    name: 'order.next',
    confidential: false,
    inputs: {},
    outputs: { stage: 'sound' },
    outcomes: ['found', 'none', 'away'],
  },
];
const checks: PackChecks = {
  services,
  queues: ['general'],
  ticketTypes: { fault: { fields: ['line', 'symptom', 'message'], required: ['line'] } },
  faxItems: ['prices'],
};

/** Line 12 of the file is line 1 here: `start` leads to whatever stands under `it`. */
function faultsOf(nodes: string, entries?: string): string[] {
  const text = packText(
    `main: { kind: menu, prompts: [1], keys: { 1: it, 2: bye } }\n${nodes}\nbye: { kind: hangup, prompts: [9] }`,
    'main',
    'bye',
    entries,
  );
  return parsePack(text, 'pack.yaml', checks).faults.map(describeFault);
}

const line = 'it: { kind: collect, prompts: [2], variable: line, maxDigits: 12, next: proof }';
const proof =
  'proof: { kind: verify, account: line, accountKind: line, prompts: [3], wrong: [4], next: bill, failed: bye, noPassword: bye, away: bye }';
const bill =
  'bill: { kind: ask, service: bill.month, inputs: { account: line }, on: { owed: told, none: bye, away: bye } }';
const told =
  'told: { kind: say, prompts: [5, { say: amount, of: amount }, { say: date, of: due }], next: bye }';
const whole = [line, proof, bill, told].join('\n');

describe('asking', () => {
  it('is right when service, inputs and outcomes are', () => {
    expect(faultsOf(whole)).toEqual([]);
  });

  it.each([
    ['an unknown service', ['bill.month', 'bill.year'], ['15: There is no service "bill.year".']],
    [
      'an unknown input',
      ['{ account: line }', '{ account: line, colour: { value: red } }'],
      ['15: "bill.month" has no input "colour".'],
    ],
    ['a missing input', ['{ account: line }', '{}'], ['15: "bill.month" needs the input "account".']],
    [
      'an outcome it never has',
      ['none: bye', 'none: bye, maybe: bye'],
      ['15: "bill.month" never answers "maybe".'],
    ],
    [
      'an outcome nothing is said about',
      ['none: bye, ', ''],
      ['15: Nothing is said about the outcome "none" of "bill.month".'],
    ],
    [
      'away, which nothing is said about',
      [', away: bye }', ' }'],
      ['15: Nothing is said about the outcome "away" of "bill.month".'],
    ],
    [
      'an output it does not have',
      ['on: { owed', 'as: { colour: shade }, on: { owed'],
      ['15: "bill.month" has no output "colour".'],
    ],
    [
      'an output under a name nobody says',
      ['on: { owed', 'as: bill, on: { owed'],
      ['16: No node sets the variable "amount".', '16: No node sets the variable "due".'],
    ],
    [
      'a variable nobody sets',
      ['{ account: line }', '{ account: line, month: when }'],
      ['15: No node sets the variable "when".'],
    ],
  ])('reports %s', (_what, [from, to], faults) => {
    const nodes = [line, proof, bill.replace(from!, to!), told].join('\n');
    expect(faultsOf(nodes)).toEqual(expect.arrayContaining(faults.map((fault) => `pack.yaml:${fault}`)));
  });
});

describe('confidential data', () => {
  const unproved = '"bill.month" is confidential: not every way here verifies "line" first.';

  it.each<[string, string]>([
    ['a way without verification', whole.replace('next: proof', 'next: bill')],
    [
      'a way round it',
      whole.replace('back: bye', 'back: bill').replace('noPassword: bye', 'noPassword: bill'),
    ],
    [
      'a way from a menu',
      whole.replace('next: bye', 'next: choose') +
        '\nchoose: { kind: menu, prompts: [1], keys: { 1: other, 2: bye } }\nother: { kind: collect, prompts: [2], variable: line, maxDigits: 12, next: bill }',
    ],
    [
      'another account than the verified one',
      whole.replace('account: line, accountKind', 'account: callerNumber, accountKind'),
    ],
    [
      'an account changed after verification',
      whole.replace('next: bill', 'next: change') +
        "\nchange: { kind: set, variables: { line: '1' }, next: bill }",
    ],
  ])('reports %s', (_what, nodes) => {
    expect(faultsOf(nodes)).toContain(`pack.yaml:15: ${unproved}`);
  });

  it('reports an entry that leads past verification', () => {
    expect(faultsOf(whole, '{ bill: bill }')).toContain(`pack.yaml:15: ${unproved}`);
  });

  it('reports a literal account', () => {
    expect(faultsOf(whole.replace('account: line }', "account: { value: '1' } }"))).toContain(
      'pack.yaml:15: "bill.month" is confidential: it needs the variable of an account that was verified.',
    );
  });

  it('takes what is proved on all of several ways', () => {
    const second = proof.replace('proof:', 'proof2:');
    const nodes = [line.replace('next: proof', 'next: which'), proof, second, bill, told].join('\n');
    const branch =
      "which: { kind: branch, variable: line, cases: [{ is: '1', to: proof }], default: proof2 }";
    expect(faultsOf(`${nodes}\n${branch}`)).toEqual([]);
  });
});

describe('secrets', () => {
  const pin = 'it: { kind: collect, prompts: [2], variable: pin, maxDigits: 6, sensitive: true, next: save }';
  const save = 'save: { kind: ask, service: pin.save, inputs: { pin: pin }, on: { saved: bye, away: bye } }';

  it('may be given to a secret input', () => {
    expect(faultsOf(`${pin}\n${save}`)).toEqual([]);
  });

  it.each([
    ['said', 'save: { kind: say, prompts: [1, { say: digits, of: pin }], next: bye }'],
    ['decided by', "save: { kind: branch, variable: pin, cases: [{ is: '1', to: bye }], default: bye }"],
    ['dialled', 'save: { kind: dial, number: pin, on: { busy: bye, no-answer: bye, refused: bye } }'],
    [
      'put into a work order',
      'save: { kind: ticket, type: fault, fields: { line: pin }, on: { created: bye, failed: bye, away: bye } }',
    ],
    [
      'verified as an account',
      proof
        .replace('proof:', 'save:')
        .replace('account: line,', 'account: pin,')
        .replace('next: bill', 'next: bye'),
    ],
  ])('must not be %s', (_what, node) => {
    expect(faultsOf(`${pin}\n${node}`)).toContain(
      'pack.yaml:14: The variable "pin" is sensitive: only a secret input may have it.',
    );
  });

  it('must be typed as secrets', () => {
    expect(faultsOf(`${pin.replace(', sensitive: true', '')}\n${save}`)).toEqual([
      'pack.yaml:14: The input "pin" is secret: it must come from a sensitive entry.',
    ]);
  });

  it('are not open elsewhere', () => {
    const open = "save: { kind: set, variables: { pin: '1' }, next: bye }";
    expect(faultsOf(`${pin}\n${open}`)).toEqual([
      'pack.yaml:13: The variable "pin" is sensitive here and open elsewhere.',
    ]);
  });
});

describe('loops', () => {
  const asking = `it: { kind: ask, service: order.next, on: { found: tell, none: bye, away: bye } }
tell: { kind: say, prompts: [1, { sound: stage }], next: it }`;

  it('through a question have no exit: it may be answered the same for ever', () => {
    expect(faultsOf(asking)).toEqual([
      'pack.yaml:13: The loop it, tell has no exit: it never waits for the caller.',
    ]);
  });

  it('through a count do', () => {
    const counted = `${asking.replace('next: it', 'next: more').replace('it:', 'first:')}
it: { kind: set, variables: { n: '0' }, next: more }
more: { kind: count, variable: n, limit: 10, next: first, over: bye }`;
    expect(faultsOf(counted)).toEqual([]);
  });

  it('do not when the count begins anew in them, or comes back when it is over', () => {
    const spoilt = `it: { kind: count, variable: n, limit: 10, next: again, over: bye }
again: { kind: set, variables: { n: '0' }, next: it }`;
    expect(faultsOf(spoilt)).toEqual([
      'pack.yaml:13: The loop has no exit: "again" sets "n", which is counted here.',
    ]);
    const over = `it: { kind: count, variable: n, limit: 10, next: bye, over: again }
again: { kind: say, prompts: [1], next: it }`;
    expect(faultsOf(over)).toEqual([
      'pack.yaml:13: The loop again, it has no exit: it never waits for the caller.',
    ]);
  });

  it.each([
    ['survey', 'it: { kind: survey, question: q, prompts: [1], keys: { 1: a }, next: it }'],
    ['message', 'it: { kind: record, prompts: [1], next: it }'],
  ])('through a %s have none: nobody has to answer', (_what, node) => {
    expect(faultsOf(node)).toEqual(['pack.yaml:13: The loop it has no exit: it never waits for the caller.']);
  });
});

describe('references', () => {
  it.each([
    [
      'a type of work order',
      'it: { kind: ticket, type: flood, on: { created: bye, failed: bye, away: bye } }',
      ['There is no type of work order "flood".'],
    ],
    [
      'a field of a work order, and one that is missing',
      'it: { kind: ticket, type: fault, fields: { colour: { value: red } }, on: { created: bye, failed: bye, away: bye } }',
      ['A "fault" has no field "colour".', 'A "fault" needs the field "line".'],
    ],
    [
      'an item to be faxed',
      'it: { kind: fax, item: { value: poem }, to: callerNumber, on: { queued: bye, refused: bye, away: bye } }',
      ['There is nothing to be sent by fax under "poem".'],
    ],
    [
      'a queue of a callback',
      'it: { kind: callback, number: callerNumber, queue: nobody, on: { accepted: bye, refused: bye, away: bye } }',
      ['There is no queue "nobody".'],
    ],
    [
      'a node when the queue is full',
      'it: { kind: queue, queue: general, busy: nowhere }',
      ['There is no node "nowhere".'],
    ],
  ])('reports %s', (_what, node, messages) => {
    expect(faultsOf(node).sort()).toEqual(messages.map((message) => `pack.yaml:13: ${message}`).sort());
  });

  it('reports a language the pack does not speak', () => {
    const text = packText(
      `main: { kind: set, language: zh-CN, next: bye }
bye: { kind: hangup, prompts: [{ number: 1, language: zh-CN }, { number: 1, language: other }] }`,
    ).replace('available: [en-US, zh-CN]', 'available: [en-US]');
    expect(parsePack(text, 'pack.yaml', checks).faults.map(describeFault)).toEqual([
      'pack.yaml:12: The pack has no language zh-CN.',
      'pack.yaml:13: The pack has no language zh-CN.',
    ]);
  });

  it('reports an entry that leads nowhere, and takes one as a start', () => {
    const nodes =
      'it: { kind: hangup }\nisland: { kind: say, prompts: [1, { say: digits, of: found }], next: bye }';
    expect(faultsOf(nodes, '{ directory: { node: island, variables: [found] } }')).toEqual([]);
    expect(faultsOf(nodes, '{ directory: nowhere }')).toEqual([
      'pack.yaml:14: Node "island" cannot be reached from the start.',
      'pack.yaml:14: No node sets the variable "found".',
      'pack.yaml:16: There is no node "nowhere".',
    ]);
  });

  it('reports a title of a node there is not', () => {
    const nodes = packText('main: { kind: say, prompts: [1], next: bye }\nbye: { kind: hangup }');
    const titles = '  titles: { main: { en-US: Welcome }, gone: { en-US: Gone } }';
    expect(parsePack(`${nodes}\n${titles}\n`, 'pack.yaml', checks).faults.map(describeFault)).toEqual([
      expect.stringMatching(/^pack\.yaml:\d+: There is no node "gone"\.$/),
    ]);
  });

  it('reports a queue that sends who gave up to a menu when it is full', () => {
    const text = packText(
      `main: { kind: menu, prompts: [1], keys: { 1: bye } }
bye: { kind: queue, queue: general, busy: main }`,
    );
    expect(parsePack(text, 'pack.yaml', checks).faults.map(describeFault)).toEqual([
      'pack.yaml:10: "bye" must lead to a queue or a hangup, but comes to "main", which asks again.',
    ]);
  });

  it('says nothing about services while they are not known', () => {
    const text = packText(`${whole.replace('it:', 'main:')}\nbye: { kind: hangup }`);
    expect(parsePack(text, 'pack.yaml').faults).toEqual([]);
  });
});
