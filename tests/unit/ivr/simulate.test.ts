import type { SimulationSettings } from '../../../server/ivr/simulate';
import { simulate, Simulation } from '../../../server/ivr/simulate';
import { aPack } from './packs';

const pack = aPack(
  `main: { kind: menu, prompts: [2], keys: { 1: number, 2: complain, 0: agent } }
number: { kind: collect, prompts: [3], variable: line, maxDigits: 10, next: proof }
proof:
  { kind: verify, account: line, accountKind: line, prompts: [4], wrong: [11], next: bill, failed: bye,
    noPassword: main, away: agent }
bill: { kind: ask, service: bill.month, inputs: { account: line }, on: { owed: told, none: main, away: agent } }
told: { kind: say, prompts: [5, { say: amount, of: amount }], next: main }
complain: { kind: record, prompts: [8], next: ordered }
ordered: { kind: ticket, type: complaint, fields: { message: message }, on: { created: told, failed: bye, away: bye } }
agent: { kind: queue, queue: general, topic: bill, prompts: [1] }
found: { kind: dial, number: number, on: { busy: main, no-answer: main, refused: main } }
bye: { kind: hangup, prompts: [9] }`,
  'main',
  'bye',
  '{ directory: found }',
);

const settings: SimulationSettings = {
  answer: ({ service }) => {
    if (service === 'password.check') return { outcome: 'right' };
    if (service === 'bill.month') return { outcome: 'owed', outputs: { amount: '3850' } };
    return { outcome: 'created' };
  },
  wordsOf: (kind, text) => `<${kind} ${text}>`,
};

/** Lines in short. */
const played = (keys: string, how: SimulationSettings = settings): string[] =>
  simulate(pack, keys, how).flatMap((line) => {
    switch (line.kind) {
      case 'heard':
        return [`${line.reference} ${line.words}`];
      case 'asked':
        return [`? ${line.service} ${JSON.stringify(line.inputs)}`];
      case 'answered':
        return [`! ${line.answer.outcome}`];
      case 'did':
        return [line.what];
      default:
        return [];
    }
  });

describe('simulate', () => {
  it('plays a call: what is heard, asked and answered', () => {
    expect(played('12163330001#739184#')).toEqual([
      'test/2 p',
      'test/3 p',
      'test/4 p',
      '? password.check {"kind":"line","account":"2163330001","password":"••••••"}',
      '! right',
      '? bill.month {"account":"2163330001"}',
      '! owed',
      'test/5 p',
      'amount:amount <amount 3850>',
      'test/2 p',
    ]);
  });

  it('waits out time-outs, and stops at the end of the call', () => {
    expect(played('...123')).toEqual([
      'test/2 p',
      'test/10 p',
      'test/2 p',
      'test/10 p',
      'test/2 p',
      'test/9 p',
      'hangup',
    ]);
  });

  it('leaves a message', () => {
    expect(played('2.#').filter((line) => !line.startsWith('test'))).toEqual([
      'beep ',
      'record',
      'stop-recording',
      expect.stringMatching(/^\? ticket\.create .*"fields\.message":"[0-9a-f-]{36}"/),
      '! created',
    ]);
  });

  it('takes every service for away unless it is told otherwise', () => {
    expect(played('12163330001#739184', {}).slice(-3)).toEqual(['! away', 'test/1 p', 'queue general bill']);
  });

  it('enters where the centre puts a call', () => {
    const simulation = new Simulation(pack, { dialed: () => 'busy' }).start();
    simulation.press('0').enter('directory', { number: '2163330001' });
    expect(simulation.lines).toContainEqual({ kind: 'did', what: 'dial 2163330001' });
    expect(simulation.state.node).toBe('main');
    expect(simulation.isOver).toBe(false);
  });
});
