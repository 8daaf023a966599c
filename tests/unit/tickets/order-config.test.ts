import { join } from 'node:path';
import { OrderCatalog } from '../../../server/tickets/order-catalog';
import { loadOrderConfig, parseOrderConfig } from '../../../server/tickets/parse-order-config';

const pack1000 = join(__dirname, '../../../server/ivr/packs/1000');

const sound = `timeZone: Asia/Shanghai
desks:
  front: { names: { zh-CN: 前台, en-US: Front } }
calendars:
  always: { hours: { mon: ['00:00-24:00'] } }
types:
  errand:
    names: { zh-CN: 事务, en-US: Errand }
    stages:
      - { id: do, desk: front, names: { zh-CN: 办, en-US: Do } }
    promisedTime: 4h
    calendar: always
`;
const faultsOf = (text: string) =>
  parseOrderConfig(text, 'work-orders.yaml').faults.map(({ line, message }) => `${String(line)}: ${message}`);

describe('work-orders.yaml of the pack 1000', () => {
  const catalog = new OrderCatalog(new Map([['1000', loadOrderConfig(pack1000)!]]));

  it('defines every type the plan names', () => {
    const types = catalog.view().types.map(({ id }) => id);
    for (const id of [
      ...[
        'fault',
        'complaint',
        'suggestion',
        'new-line',
        'move',
        'suspend',
        'resume',
        'change-number',
        'features',
      ],
      ...['use', 'lease', 'payment-on-behalf', 'value-added', 'callback', 'fax', 'return-call'],
    ])
      expect(types).toContain(id);
  });

  it('has lease changes defined and switched off', () => {
    expect(catalog.view().types.find(({ id }) => id === 'lease')?.enabled).toBe(false);
    expect(() => catalog.forNew('lease')).toThrow('switched off');
  });

  it('has complaints called back, and tasks made of broken promises that cannot make another', () => {
    expect(catalog.forNew('complaint').config.returnCall).toBe(true);
    expect(catalog.forNew('complaint').breachType).toBe('return-call');
    expect(catalog.forNew('return-call').breachType).toBeNull();
  });

  it('puts the desks of the plan at work', () => {
    expect(catalog.desks().map(({ id }) => id)).toEqual([
      'acceptance',
      'fault',
      'complaint',
      'maintenance',
      'supervisor',
    ]);
  });
});

describe('faults of a work-orders.yaml, each with its line', () => {
  it.each([
    ['nothing', sound, []],
    [
      'a desk there is not',
      sound.replace('desk: front', 'desk: back'),
      ['10: types.errand.stages.0.desk: there is no desk "back".'],
    ],
    [
      'a calendar there is not',
      sound.replace('calendar: always', 'calendar: never'),
      ['12: types.errand.calendar: there is no calendar "never".'],
    ],
    [
      'a promise beyond seven days',
      sound.replace('4h', '8d'),
      [expect.stringContaining("11: types.errand.promisedTime: must be '30m'")],
    ],
    [
      'a time zone there is not',
      sound.replace('Asia/Shanghai', 'Asia/Peking'),
      [expect.stringContaining('1: timeZone: is no time zone')],
    ],
    [
      'a word that is not known',
      sound.replace('calendar: always', 'calendar: always\n    colour: red'),
      ['13: types.errand: "colour" is not known here.'],
    ],
    [
      'hours that end before they begin',
      sound.replace('00:00-24:00', '18:00-08:00'),
      [expect.stringContaining('5: calendars.always.hours.mon.0: must end')],
    ],
    [
      'a missing language',
      sound.replace(', en-US: Errand', ''),
      [expect.stringContaining('8: types.errand.names.en-US')],
    ],
    [
      'a late return call that would make another',
      sound.replace('timeZone', 'returnCallType: errand\ntimeZone') + '    breachReturnCall: true\n',
      [expect.stringContaining('14: types.errand.breachReturnCall')],
    ],
    ['no YAML', 'types: [', [expect.any(String)]],
  ])('%s', (_what, text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });
});
