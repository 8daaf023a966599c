/**
 * Every leaf of the pack 1000 that needs no agent, by telephone: each prompt is heard by ear, told by the timeline, and
 * what the centre should have kept of it is in the database. One centre; the tests are one day's calls, in their order.
 */
import type { CallerPasswordView, PaymentView } from '../../server/contract/self-service';
import type { Page } from '../../server/contract/rest';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { together } from '../support/together';
import {
  CARDS,
  demoBill,
  demoUtilityBill,
  LI_NA_FIXED,
  ServiceLine,
  ZHANG_WEI,
} from '../support/service-line';

jest.setTimeout(180_000);

const [FIRST, SECOND, OF_CONTRACT] = ['739152', '482917', '246801'];

onEachSwitch(['sipp', 'redis'], 'menus, passwords and bills of the service line', (kind) => {
  let line: ServiceLine;
  const get = <Body>(path: string) => line.situation.api.get<Body>(path);

  beforeAll(async () => {
    line = await ServiceLine.start({ kind, env: { PAYMENT_FAULTS: '4003=timed-out-after' } });
  }, 120_000);
  afterAll(() => line.stop(), 60_000);

  const password = () => get<CallerPasswordView>(`/caller-passwords/line/${ZHANG_WEI}`);
  const SET = 'a phone password is set from the line itself, when both entries are the same';
  const CHANGED = 'it is changed by who knows the old one';
  const CONTRACT = 'that of a contract is changed from any phone by who knows it';
  const WRONG = 'wrong twice ends the service';
  const BILLS = 'bills are told for the last six months';
  const OF_A_CONTRACT = 'they are told for a contract';
  const PAID = 'one is paid once; a card without money or with a wrong password pays nothing';
  const WATER = 'water is paid: then there is nothing to pay';
  const ELECTRICITY = 'electricity is paid: then there is nothing to pay';
  const GAS = 'gas is not paid again while nobody knows whether it was';

  const here = `44 >1 21 >${ZHANG_WEI}#`;
  const proved = `${here} 15 >${SECOND} 19`;
  const pay = (amount: number, card: string, cardPassword: string = CARDS.password): string =>
    `>1 59 >${card}# 60 >${cardPassword}# 61 amount:${amount} 62 >1 ?63`;
  const now = demoBill(2, 0);
  const owed = `46 month:${now.month} 47 amount:${now.amount} 48 amount:${now.amount} 49 date:${now.dueDate} 50`;
  const paid = (monthsAgo: number): string => {
    const { month, amount } = demoBill(2, monthsAgo);
    return `46 month:${month} 47 amount:${amount} 51 52`;
  };
  const unpaid = ({ month, amount, dueDate }: typeof now): string =>
    `54 count:1 55 amount:${amount} 56 46 month:${month} 47 amount:${amount} 49 date:${dueDate} 58`;
  const payments = async (kind: PaymentView['billKind']): Promise<string[]> =>
    (await get<Page<PaymentView>>('/payments')).items
      .filter(({ billKind }) => billKind === kind)
      .map(({ state }) => state)
      .sort();
  const payUtility = async (kind: 'water' | 'electricity', key: number): Promise<void> => {
    const bill = demoUtilityBill(2, kind);
    await line.call(
      `>1 4 >2 43 >${key} ${proved} ${unpaid(bill)} ${pay(bill.amount, CARDS.rich)} 64 amount:${bill.amount}
       43 >${key} ${here} 57 43`,
      line.stranger(),
    );
    expect(await payments(kind)).toEqual(['accepted']);
  };

  together({
    [SET]: async () => {
      await line.call(
        `>6 27 >2 14 >* 2 >6 27 >2 14 >1 16 >${FIRST}# 17 >${SECOND} 22 >${FIRST} 76 27`,
        ZHANG_WEI,
      );
      expect(await password()).toMatchObject({ state: 'set', wrongCount: 0 });
    },
    'it has six digits and is the same each time, or is not set': async () => {
      await line.call(
        '>6 27 >2 14 >1 16 >123# 11 16 >111111 17 >222222 22 >333333 22 >444444 23 27',
        LI_NA_FIXED,
      );
      expect(await get(`/caller-passwords/line/${LI_NA_FIXED}`)).toMatchObject({ state: 'none' });
    },
    'it is not set from a phone that is none of ours': async () => {
      await line.call('>6 27 >2 75 27');
    },
    [CHANGED]: async (after) => {
      await after(SET);
      await line.call(`>6 27 >2 15 >111111 24 15 >${FIRST} 16 >${SECOND}# 17 >${SECOND} 76 27`, ZHANG_WEI);
      expect(await password()).toMatchObject({ state: 'set', wrongCount: 0 });
    },
    [CONTRACT]: async () => {
      await line.call('>6 27 >3 29 >1000003# 15 >123456 73 28 2');
      await line.put('/caller-passwords/contract/C1000002', { password: '135790', reason: 'at the hall' });
      await line.call(`>6 27 >3 29 >1000002# 15 >135790 16 >${OF_CONTRACT}# 17 >${OF_CONTRACT} 76 27`);
      await line.callToTheEnd('>6 27 >3 29 >7777777# 80 29 >7777777# 80 71 9');
    },
    'it is not changed by who does not type a new one twice': async (after) => {
      await after(OF_A_CONTRACT);
      await line.call(
        `>6 27 >3 29 >1000002# 15 >${OF_CONTRACT} 16 >111111 17 >222222 22 >333333 22 >444444 18 27`,
      );
      await line.call(`>6 27 >3 29 >1000002# 15 >${OF_CONTRACT} 16 >* 27`);
    },

    [BILLS]: async (after) => {
      await after(CHANGED);
      await line.call(`>1 4 >2 43 >1 ${proved} 45 >1 ${paid(1)} >2 45 >6 ${paid(6)} >2 45 >7 11 45 >* 4`);
    },
    [OF_A_CONTRACT]: async (after) => {
      await after(CONTRACT);
      await line.call(`>1 4 >2 43 >1 44 >2 29 >1000002# 15 >${OF_CONTRACT} 19 45 >0 ${owed} >* 43`);
    },
    'they are told to nobody who has not proved that they are his': async () => {
      await line.call('>1 4 >2 43 >1 44 >1 21 >02163330110# 15 >123456 72 2');
      await line.callToTheEnd('>1 4 >2 43 >1 44 >1 21 >5555555# 80 21 >5555555# 80 71 9');
    },
    [PAID]: async (after) => {
      await after(CHANGED);
      await after(OF_A_CONTRACT);
      await line.call(
        `>1 4 >2 43 >1 ${proved} 45 >0 ${owed} >1 58 ${pay(now.amount, CARDS.poor)} 65
         58 ${pay(now.amount, CARDS.rich, '000000')} 66
         58 ${pay(now.amount, CARDS.rich)} 64 amount:${now.amount}
         43 >1 ${here} 45 >0 ${paid(0)}`,
      );
      expect(await payments('telephone')).toEqual(['accepted', 'declined', 'declined']);
    },
    [WATER]: async (after) => {
      await after(CHANGED);
      await payUtility('water', 2);
    },
    [ELECTRICITY]: async (after) => {
      await after(CHANGED);
      await payUtility('electricity', 3);
    },
    [GAS]: async (after) => {
      await after(CHANGED);
      const gas = demoUtilityBill(2, 'gas');
      await line.call(
        `>1 4 >2 43 >4 ${proved} ${unpaid(gas)} ${pay(gas.amount, CARDS.lost)} 67
         43 >4 ${here} ${unpaid(gas)} ${pay(gas.amount, CARDS.rich)} 68 43`,
      );
      expect(await payments('gas')).toHaveLength(1);
    },
    // Last: a wrong password counts against whoever proves to be him meanwhile.
    [WRONG]: async (after) => {
      for (const name of [BILLS, PAID, WATER, ELECTRICITY, GAS]) await after(name);
      await line.callToTheEnd(`>6 27 >2 15 >${FIRST} 24 15 >${FIRST} 24 71 9`, ZHANG_WEI);
      expect(await password()).toMatchObject({ state: 'set', wrongCount: 2 });
    },

    'the menus lead to queries and bills, and back by star': async () => {
      await line.call(
        '>1 4 >2 43 >1 44 >1 21 >* 44 >2 29 >* 44 >* 2 >1 4 >2 43 >* 4 >3 77 >* 4 >* 2 >3 6 >1 21 >* 6 >* 2',
      );
    },
    'they lead to consultation and business, and back by star': async () => {
      await line.call(
        '>2 25 >1 3 >1 115 >* 3 >2 7 >* 3 >2 7 >0 3 >* 25 >2 20 >1 112 >* 20 >2 44 >* 2 >2 25 >3 114 >* 25 >* 2',
      );
    },
    'they lead to what is to know about passwords, and back by star': async () => {
      await line.call('>6 27 >3 29 >* 27 >1 74 27 >* 2');
    },
    'a wrong key is said to be wrong, and goodbye after the third': async () => {
      await line.callToTheEnd('>7 11 2 >* 11 2 >9 8 9');
    },
    'silence is said to be silence, and goodbye after the third time': async () => {
      await line.callToTheEnd('10 2 10 2 8 9');
    },
    'errors are forgiven once a key was right': async () => {
      await line.call('>7 11 2 >8 11 2 >1 4 >9 11 4 >0 11 4 >* 2 >8 11 2');
    },
    'English is spoken, and Chinese again': async () => {
      const caller = await line.call('># in:en-US 42 2 >6 27 >1 74 27 >* 2 ># in:zh-CN 42 2');
      const chosen = (await caller.detail())?.timeline.flatMap(({ type, data }) =>
        type === 'ivr.language-set' ? [data['language']] : [],
      );
      expect(chosen).toEqual(['en-US', 'zh-CN']);
    },
    'no key that is typed ahead at full speed is lost': async () => {
      const caller = await line.ring(line.stranger());
      await caller.walk('1');
      await caller.press(`1211${ZHANG_WEI}#`);
      await eventually('the password is asked', () => caller.heard.at(-1) === 'zh-CN/1000/15', 20_000);
      const events = (await caller.detail())?.timeline ?? [];
      const of = (type: string, name: string) =>
        events.flatMap((event) => (event.type === type ? [event.data[name]] : []));
      expect(of('ivr.key-pressed', 'key')).toEqual(['1', '2', '1', '1']);
      expect(of('ivr.digits-collected', 'digits')).toEqual([ZHANG_WEI]);
      await caller.hangUp();
    },
  });

  describe('afterwards', () => {
    it('nothing is left behind', () => line.situation.isQuiet());
  });
});
