/** Every leaf of the service line 1000: the keys that lead there, what the centre answers, what the caller hears. */
import { loadPack } from '../../../server/ivr/load-pack';
import type { ServiceAnswer } from '../../../server/ivr/services';
import { Simulation, type SimulatedLine, type SimulationSettings } from '../../../server/ivr/simulate';
import { selfServiceSpecs } from '../../../server/selfservice';
import { bill, leaves, type Answers } from './pack-1000-calls';
import { pack1000Directory } from './packs';

const pack = loadPack({
  directory: pack1000Directory,
  queues: ['general', 'business', 'faults'],
  services: selfServiceSpecs,
});

/** What the centre answers when everything is well; a test says what is different. */
const usual: Readonly<Record<string, ServiceAnswer>> = {
  'line.lookup': { outcome: 'found', outputs: { line: '862163330001' } },
  'contract.lookup': { outcome: 'found', outputs: { contract: 'C2000001' } },
  'caller.line': { outcome: 'own', outputs: { line: '8613900000002' } },
  'caller.owns': { outcome: 'own' },
  'password.check': { outcome: 'right', verified: 'line:862163330001' },
  'password.status': { outcome: 'none' },
  'password.set': { outcome: 'set' },
  'password.change': { outcome: 'changed' },
  'password.contract-change': { outcome: 'changed' },
  'bill.month': { outcome: 'owed', outputs: bill },
  'bill.unpaid': { outcome: 'owed', outputs: { ...bill, bills: '2', total: '7700' } },
  'payment.pay': { outcome: 'paid', outputs: { amount: '3850' } },
  'order.progress': { outcome: 'found', outputs: { stage: 'on-site', promised: '2026-11-30' } },
  'information.item': {
    outcome: 'free',
    outputs: { item: 'i-102', category: '102', content: 'items/102' },
  },
  'information.next': { outcome: 'next', outputs: { item: 'i-101', category: '101', title: 'items/t-101' } },
  'information.buy': { outcome: 'bought', outputs: { item: 'i-201', category: '201', content: 'items/201' } },
  'information.confidential': {
    outcome: 'told',
    outputs: { item: 'i-401', category: '401', content: 'items/401' },
  },
  'fault.check': { outcome: 'clear', outputs: { line: '862163330001' } },
  'clock.today': { outcome: 'told', outputs: { today: '2026-11-22' } },
  'ticket.create': { outcome: 'created', outputs: { serial: '2611220017' } },
  'text.offered': { outcome: 'offered' },
  'text.serial': { outcome: 'queued' },
  'fax.send': { outcome: 'queued' },
  'queue.room': { outcome: 'open' },
  'callback.request': { outcome: 'accepted' },
};

const settingsWith = (different: Answers): SimulationSettings => ({
  callerNumber: '13900000002',
  messageMs: 'empty' in different ? 0 : 5000,
  answer: ({ service }) => {
    const answer = different[service] ?? usual[service] ?? 'away';
    return typeof answer === 'string' ? { outcome: answer } : answer;
  },
});

/** Prompts by number, values as `amount:outstanding`, services as `?bill.month`, endings as they are. */
function short(line: SimulatedLine): string[] {
  switch (line.kind) {
    case 'heard':
      return [line.reference.replace('1000/', '')];
    case 'asked':
      return [`?${line.service}`];
    case 'did':
      return [line.what];
    case 'key':
    case 'silence':
    case 'answered':
    case 'node':
      return [];
  }
}

/** What happens from the last menu key on: the keys before the space lead there. `.` waits. */
function call(keys: string, different: Answers = {}): string {
  const [there = '', then = ''] = keys.split(' ');
  const simulation = new Simulation(pack, settingsWith(different)).start();
  const press = (key: string) => (key === '.' ? simulation.waitOut() : simulation.press(key));
  for (const key of there) press(key);
  const before = then === '' ? lastHeard(simulation.lines) : simulation.lines.length;
  for (const key of then) if (!simulation.isOver) press(key);
  return simulation.lines.slice(before).flatMap(short).join(' ');
}

function lastHeard(lines: readonly SimulatedLine[]): number {
  const isKey = (line: SimulatedLine): boolean => line.kind === 'key' || line.kind === 'silence';
  return lines.length - [...lines].reverse().findIndex(isKey);
}

describe.each(Object.entries(leaves))('service line 1000: %s', (_subject, rows) => {
  it.each(rows)('keys %s with %j', (keys, different, heard) => {
    expect(call(keys, different)).toBe(heard);
  });
});

describe('service line 1000: back from an agent', () => {
  const back = (entry: string, keys: string, how: SimulationSettings = {}): string => {
    const simulation = new Simulation(pack, { ...settingsWith({}), ...how }).start();
    const before = simulation.lines.length;
    simulation.enter(entry, { directoryNumber: '02163330020' });
    for (const key of keys) if (!simulation.isOver) simulation.press(key);
    return simulation.lines.slice(before).flatMap(short).join(' ');
  };
  const spoken = '121 digits:directoryNumber 121 digits:directoryNumber 122';

  it.each([
    ['1', `${spoken} 123 dial 02163330020`],
    ['2', `${spoken} ${spoken}`],
    ['0', `${spoken} ?queue.room 5 queue general directory`],
    ['#', `${spoken} 9 hangup`],
  ])('the number an agent found, then %s', (keys, heard) => {
    expect(back('directory', keys)).toBe(heard);
  });

  it.each([
    ['busy', 124],
    ['no-answer', 125],
    ['refused', 126],
  ] as const)('says that the number is %s', (outcome, prompt) => {
    expect(back('directory', '1', { dialed: () => outcome })).toBe(
      `${spoken} 123 dial 02163330020 ${String(prompt)} 122`,
    );
  });

  it.each(['1', '2', '3', '4', '5'])('takes the mark %s after the talk', (key) => {
    expect(back('afterTalk', key)).toBe('116 117 9 hangup');
  });
});

describe('service line 1000: every node', () => {
  it('is walked through by one of these calls', () => {
    const walked = new Set<string>(['too-many-errors']);
    const watch = (simulation: Simulation): void => {
      for (const line of simulation.lines) if (line.kind === 'node') walked.add(line.node);
    };
    for (const [keys, different] of Object.values(leaves).flat()) {
      const simulation = new Simulation(pack, settingsWith(different)).start();
      for (const key of keys.replace(' ', '')) {
        if (simulation.isOver) break;
        if (key === '.') simulation.waitOut();
        else simulation.press(key);
      }
      watch(simulation);
    }
    for (const outcome of ['busy', 'no-answer', 'refused'] as const) {
      const dialed = new Simulation(pack, { ...settingsWith({}), dialed: () => outcome }).start();
      watch(dialed.enter('directory', { directoryNumber: '114' }).press('1'));
    }
    watch(new Simulation(pack, settingsWith({})).start().enter('afterTalk').press('5'));
    // Those a call passes through without a word are on the way to others that speak.
    const silent = new Set(['set', 'branch', 'count']);
    const missed = Object.entries(pack.flow.nodes).flatMap(([node, { kind }]) =>
      silent.has(kind) || walked.has(node) ? [] : [node],
    );
    expect(missed).toEqual([]);
  });
});
