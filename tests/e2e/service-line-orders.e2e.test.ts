/**
 * The leaves of the pack 1000 that make, sell or tell something: work orders with the messages spoken for them,
 * progress, information for money and for those who proved who they are. Heard by ear, told by the timeline, and kept.
 */
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { FaxView } from '../../server/contract/fax';
import type { Page } from '../../server/contract/rest';
import type { ChargeView } from '../../server/contract/self-service';
import type { TextMessageView } from '../../server/contract/texts';
import type { OrderDetail } from '../../server/contract/tickets';
import { CALLER_NOTE, type Caller } from '../support/caller';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { LI_NA_FIXED, ServiceLine, WELCOME, ZHANG_WEI } from '../support/service-line';
import { together, type Bundle } from '../support/together';
import { near, strongestTone } from '../support/tone';
import { wavChannels } from '../support/wav-channels';
import { centreDay } from '../support/centre-day';

jest.setTimeout(180_000);

const PASSWORD = '135790';
const ITEMS = ['101', '102', '103', '104', '201', '301', '401'];
const content = (category: string): string => `sound:items/content-${category}`;
const title = (category: string): string => `sound:items/title-${category}`;

onEachSwitch(['sipp', 'redis'], 'orders and information of the service line', (kind) => {
  let line: ServiceLine;
  const get = <Body>(path: string) => line.situation.api.get<Body>(path);

  beforeAll(async () => {
    const recordings = ITEMS.flatMap((item) => [`zh-CN/items/content-${item}`, `zh-CN/items/title-${item}`]);
    line = await ServiceLine.start({
      kind,
      items: [...recordings, 'zh-CN/items/outage'],
      env: { CALLER_PASSWORD_TRIES: '3' },
    });
    await line.changeQueues((yaml) => yaml.replaceAll('maxWaiting: 50', 'maxWaiting: 1'));
    for (const item of ITEMS) await line.recordItem(item, `items/title-${item}`, `items/content-${item}`);
    await line.put('/caller-passwords/contract/C1000002', { password: PASSWORD, reason: 'at the hall' });
  }, 120_000);
  afterAll(() => line.stop(), 60_000);

  /** The caller's own note is what was recorded, for about as long as he spoke. */
  const spokenFor = (order: OrderDetail): void => {
    const recordingId = order.calls.find(({ purpose }) => purpose === 'origin')?.recordingId;
    const [samples] = wavChannels(join(line.situation.centre.dir, 'recordings', `${recordingId}.wav`));
    expect(samples?.length).toBeGreaterThan(8000);
    const middle = samples?.slice(2000, 10_000) ?? new Float32Array(0);
    expect(near(strongestTone(middle, 8000), CALLER_NOTE)).toBe(true);
  };
  const orderOf = async (caller: Caller) => {
    const order = await line.order(caller.serial);
    expect(order.calls).toContainEqual(
      expect.objectContaining({ callId: await caller.callId(), purpose: 'origin' }),
    );
    return order;
  };

  const waitsInQueue = (caller: Caller): Promise<unknown> =>
    eventually('he waits', async () =>
      (await caller.detail())?.timeline.some(({ type }) => type === 'call.queued'),
    );

  const recorded = async (type: string, key: number, prompt: number): Promise<void> => {
    const caller = await line.callToTheEnd(
      `>3 6 >${key} ${prompt} beep ># 110 6 >${key} ${prompt} beep say:1600 ># serial 140 ># 9`,
    );
    const order = await orderOf(caller);
    expect(order).toMatchObject({ type, state: 'open' });
    spokenFor(order);
  };

  const faults: Bundle = {
    'a fault is reported by its symptom, and its progress told by its serial number': async () => {
      const from = line.stranger();
      const caller = await line.call(
        `>3 6 >1 21 >5555555# 80 21 >${ZHANG_WEI}# 102 >1 103 >2 serial 140 >1 serial 140 >* 2`,
        from,
      );
      expect(await orderOf(caller)).toMatchObject({
        type: 'fault',
        state: 'open',
        lineNumber: expect.stringContaining(ZHANG_WEI) as unknown,
        contactNumber: from,
        fields: { symptom: 'noise' },
      });
      const promised = await line.promisedDay(caller.serial);
      await line.call(`>1 4 >3 77 >${caller.serial}# 81 78 date:${promised} 79 >* 4`);
      // Mended: he is told that he will be called, and then that it is done.
      const { orderId } = await line.order(caller.serial);
      const move = (name: string, body: object = {}) =>
        line.send('POST', `/work-orders/${orderId}/${name}`, body);
      await move('take');
      await move('start');
      await move('resolve', { result: 'joint renewed' });
      await line.call(`>1 4 >3 77 >${caller.serial}# 85 79 >* 4`);
      await move('report-return-call', { outcome: 'reached' });
      await move('close');
      await line.call(`>1 4 >3 77 >${caller.serial}# 86 79 >* 4`);
    },

    'a fault is described in words, with another number to call back': async () => {
      const caller = await line.call(
        `>3 6 >1 21 >${ZHANG_WEI}# 102 >2 101 >13812345678# 103 >9 107 beep say:1600 ># serial 140`,
      );
      const order = await orderOf(caller);
      const expected = { type: 'fault', contactNumber: '13812345678', fields: { symptom: 'other' } };
      expect(order).toMatchObject(expected);
      spokenFor(order);
    },

    'a fault of an area that is known is announced there, and reported by who insists': async () => {
      const until = DateTime.fromISO('2027-03-01T14:30', { zone: 'Asia/Shanghai' });
      await line.send('POST', '/outages', {
        areaCode: '21',
        texts: { 'zh-CN': '示范路一带电话中断。' },
        sounds: { 'zh-CN': 'items/outage' },
        until: until.toISO(),
      });
      const known = '104 sound:items/outage 105 time:2027-03-01T14:30 106';
      await Promise.all([
        line.callToTheEnd(`>3 6 >1 21 >${LI_NA_FIXED}# ${known} ># 9`),
        line.call(`>3 6 >1 21 >${LI_NA_FIXED}# ${known} >1 102 >1 103 >1 serial 140`),
        line.call(`>3 6 >1 21 >${ZHANG_WEI}# 102 >* 6`),
      ]);
    },

    'a complaint is recorded; who says nothing has made none': () => recorded('complaint', 2, 109),
    'a suggestion is recorded, too': () => recorded('suggestion', 3, 111),
  };

  const asked = '>3 6 >3 111 beep say:1600 ># serial 140';
  const textsOf = async ({ serial }: Caller): Promise<readonly TextMessageView[]> => {
    const { orderId } = await line.order(serial);
    return get<TextMessageView[]>(`/work-orders/${orderId}/text-messages`);
  };
  /** As the outbox of the demo has it: told, and never sent to anybody. */
  const sentTo = (number: string): unknown =>
    expect.objectContaining({ to: number, state: 'sent', requestedBy: 'call', attempts: 1 });

  const texts: Bundle = {
    'a serial number by text message goes to the mobile that calls, once however often it is asked for':
      async () => {
        const from = line.stranger();
        const caller = await line.callToTheEnd(`${asked} >2 141 140 >1 serial 140 >2 141 140 ># 9`, from);
        const texts = await textsOf(caller);
        expect(texts).toEqual([sentTo(`+86${from}`)]);
        expect(texts[0]?.text).toContain(caller.serial);
        const day = DateTime.fromISO(await line.promisedDay(caller.serial)).toFormat('yyyy年M月d日');
        expect(texts[0]?.text).toContain(day);
        expect(texts[0]?.callId).toBe(await caller.callId());
      },

    'a serial number by text message goes to a mobile that is typed, by who calls from a fixed line':
      async () => {
        const caller = await line.call(
          `${asked} >2 142 >02163330001# 143 142 >* 140 >2 142 >13812345678# 141 140 >* 2`,
          LI_NA_FIXED,
        );
        expect(await textsOf(caller)).toEqual([sentTo('+8613812345678')]);
      },

    'a serial number by text message is in the language of the call': async () => {
      const caller = await line.call('># in:en-US 42 2 >3 6 >3 111 beep say:1600 ># serial 140 >2 141 140');
      expect(await textsOf(caller)).toEqual([expect.objectContaining({ language: 'en-US' })]);
    },

    'a serial number by text message goes nowhere when no mobile is typed in the end': async () => {
      const caller = await line.call(
        `${asked} >2 142 >123# 143 142 >124# 143 142 >125# 144 108 >1 serial 140`,
        '02163330102',
      );
      expect(await textsOf(caller)).toEqual([]);
    },
  };

  const ordered = async (type: string, keys: string, fields: object): Promise<void> => {
    const caller = await line.call(
      `>2 25 >2 20 >2 44 >2 29 >1000002# 113 ${keys} 15 >${PASSWORD} 19 serial 140`,
    );
    expect(await orderOf(caller)).toMatchObject({ type, fields });
  };
  const progress = [
    ['97000001', `83 78 date:${centreDay(1)}`],
    [ZHANG_WEI, `81 78 date:${centreDay(3)}`],
    ['97000003', '84'],
    ['97000004', `82 78 date:${centreDay(5)}`],
    ['97000006', '86'],
    ['97000008', '87'],
  ] as const;

  const business: Bundle = {
    'a new line is ordered with a spoken address': async () => {
      const from = line.stranger();
      const caller = await line.call('>2 25 >2 20 >1 112 >1 102 >1 127 beep say:1600 ># serial 140', from);
      const order = await orderOf(caller);
      expect(order).toMatchObject({ type: 'new-line', contactNumber: from });
      spokenFor(order);
    },

    'what must be done in person is said so': async () => {
      await line.call(`>2 25 >2 20 >2 44 >1 21 >${ZHANG_WEI}# 113 >4 28 113 >5 28 113 >* 20`);
    },

    'a line is suspended by who knows the password': () => ordered('suspend', '>1', {}),
    'a line is resumed by who knows the password': () => ordered('resume', '>2', {}),
    'a feature is switched on by who knows the password': () =>
      ordered('features', '>3 128 >2 129 >1', { feature: 'call-waiting', action: 'on' }),

    'the progress of an order is told by its number, or that of the phone': async () => {
      await Promise.all(
        progress.map(([number, stage]) => line.call(`>1 4 >3 77 >${number}# ${stage} 79 >1 77 >* 4`)),
      );
    },
  };

  const charges = async (category: string): Promise<readonly ChargeView[]> =>
    (await get<Page<ChargeView>>(`/charges?category=${category}`)).items;
  const broadband = `>2 25 >1 3 >1 115 >1 89 >1 88 >301 26 digits:301 91 ${content('301')} 92`;

  const information: Bundle = {
    'information for everybody is told by its category, or offered one after the other': async () => {
      await line.call(
        `>2 25 >1 3 >2 7 >1 89 >1 88 >102 26 digits:102 91 ${content('102')} 92
         >1 89 >1 88 >999 99 89 >2 digits:101 ${title('101')} 90 ># digits:102 ${title('102')} 90
         >1 26 digits:102 91 ${content('102')} 92`,
      );
    },

    'information ends the call by #': async () => {
      await line.callToTheEnd(`${broadband} ># 9`);
    },

    'information that costs something is told and charged to who accepts the price': async () => {
      const price = '26 digits:201 97 amount:100 98';
      await line.call(`>2 25 >1 3 >2 7 >2 89 >1 88 >201 ${price} >* 89`);
      expect(await charges('201')).toEqual([]);
      const from = line.stranger();
      await line.callToTheEnd(
        `>2 25 >1 3 >2 7 >2 89 >1 88 >201 ${price} >1 26 digits:201 91 ${content('201')} 92 ># 9`,
        from,
      );
      const one: unknown = expect.objectContaining({ price: 100, callerNumber: from });
      expect(await charges('201')).toEqual([one]);
    },

    'information that is confidential is told after the password': async () => {
      await line.call(
        `>2 25 >1 3 >2 7 >1 89 >1 88 >401 44 >2 29 >1000002# 15 >${PASSWORD} 19
         26 digits:401 91 ${content('401')} 92`,
      );
    },
  };

  const waits: Bundle = {
    'who waits is told his place in the queue, over the music': async () => {
      const caller = await line.ring(line.stranger());
      await caller.walk(`${WELCOME} >3 6 >1 21 >5555555# 80 21 >5555555# 5 server:13`);
      await eventually(
        'a place is told, half a minute later',
        () => caller.heard.includes('zh-CN/position-after'),
        45_000,
      );
      await caller.walk('server:sound:position-before server:number:1 server:sound:position-after');
      await caller.hangUp();
    },
  };

  /** One after the other: with one caller waiting at the general queue it is full. */
  const FAXED =
    'information is faxed to the calling number and to one that is typed, or left to an agent by a switch without fax';
  const LOCKED = 'a password that was wrong in too many calls is locked, until a supervisor unlocks it';
  const queues: Bundle = {
    [FAXED]: async () => {
      const toFax = `${broadband} >* 93`;
      if (kind === 'embedded')
        return line.callToQueue(`${toFax} >2 94 >02163339999# 69 5`, 'general', 'system-away');
      const from = line.stranger();
      await Promise.all([
        line.callToTheEnd(`${toFax} >1 95 9`, from),
        line.callToTheEnd(`${toFax} >2 94 >02163339999# 95 9`),
        line.callToTheEnd(`${toFax} >2 94 >110# 96 93 ># 9`),
      ]);
      const faxes = await get<Page<FaxView>>('/faxes');
      expect(faxes.items.map(({ to }) => to).sort()).toEqual(['02163339999', from]);
    },

    [LOCKED]: async (after) => {
      await after(FAXED);
      const account = '/caller-passwords/contract/C1000003';
      await line.put(account, { password: PASSWORD, reason: 'at the hall' });
      const bill = '>1 4 >2 43 >1 44 >2 29 >1000003# 15';
      await line.callToTheEnd(`${bill} >111111 24 15 >222222 24 71 9`);
      await line.callToQueue(`${bill} >333333 70 5`, 'general', 'password');
      expect(await get(account)).toMatchObject({ state: 'locked' });
      // Right, and too late.
      await line.callToQueue(`${bill} >${PASSWORD} 70 5`, 'general', 'password');
      await line.callToQueue(`>6 27 >3 29 >1000003# 15 >${PASSWORD} 70 5`, 'general', 'password');
      await line.send('POST', `${account}/unlock`, { reason: 'showed his identity card' });
      await line.call(`${bill} >${PASSWORD} 19 45`);
      expect(await get(account)).toMatchObject({ state: 'set', wrongCount: 0 });
    },

    'a queue that is full is said to be busy, and a callback is offered': async (after) => {
      await after(LOCKED);
      const from = line.stranger();
      const waiting = await line.ring(line.stranger());
      await waiting.walk(`${WELCOME} >3 6 >2 109 beep say:1600 ># serial 140 >0 5 server:13`);
      await waitsInQueue(waiting);
      await line.callToTheEnd('>0 12 118 ># 9');
      const caller = await line.callToTheEnd('>0 12 118 >1 119 9', from);
      const happenedTo = async (one: typeof caller) => (await one.detail())?.timeline.map(({ type }) => type);
      expect(await happenedTo(caller)).toContain('callback.requested');
      expect(await happenedTo(caller)).not.toContain('call.queued');
      // Who rings before he is called back has taken the matter into his own hands.
      const again = await line.call('>1 4', from);
      expect(await happenedTo(again)).toContain('callback.cancelled');
      await waiting.hangUp();
    },
  };

  together({ ...waits, ...queues, ...faults, ...texts, ...business, ...information });

  describe('afterwards', () => {
    it('nothing is left behind', () => line.situation.isQuiet());
  });
});
