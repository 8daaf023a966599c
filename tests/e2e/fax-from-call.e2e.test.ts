/**
 * Fax on demand through a whole centre, to a machine that is a second FreeSWITCH. Who calls from a fax machine hears an
 * item, presses `*` and 3 and start, and the pages come down the line he holds; others have it faxed to a number.
 */
import type { FaxSummary } from '../../server/contract/fax';
import type { CallDetail, CallSummary, Page } from '../../server/contract/rest';
import type { OrderSummary } from '../../server/contract/tickets';
import { eventually } from '../support/eventually';
import { FAX_NUMBERS, startFaxEndpoint, whyNoFax, type FaxEndpoint } from '../support/fax-endpoint';
import { expectSamePages } from '../support/fax-pages';
import { ServiceLine } from '../support/service-line';

jest.setTimeout(180_000);

const reason = whyNoFax();
if (reason !== null) process.stderr.write(`SKIPPED: fax to the machine that calls: ${reason}\n`);

(reason === null ? describe : describe.skip)('freeswitch: an item by fax', () => {
  let line: ServiceLine;
  let endpoint: FaxEndpoint;

  beforeAll(async () => {
    endpoint = await startFaxEndpoint();
    line = await ServiceLine.start({
      kind: 'freeswitch',
      items: ['zh-CN/items/content-301', 'zh-CN/items/title-301'],
      env: { TRUNK_PROXY: `${endpoint.address.host}:${endpoint.address.port}` },
    });
    await line.recordItem('301', 'items/title-301', 'items/content-301');
  }, 120_000);
  afterAll(async () => {
    await line.stop();
    await endpoint.stop();
  }, 60_000);

  const documentOf = async ({ faxId }: FaxSummary): Promise<Buffer> =>
    Buffer.from(await (await line.situation.api.send('GET', `/faxes/${faxId}/document`)).arrayBuffer());
  const faxTo = (number: string, state: FaxSummary['state']): Promise<FaxSummary> =>
    eventually(
      `the fax to ${number} is ${state}`,
      async () => {
        const { items } = await line.situation.api.get<Page<FaxSummary>>(`/faxes?number=${number}`);
        return items[0]?.state === state ? items[0] : null;
      },
      90_000,
    );
  const toFax = '>2 25 >1 3 >1 115 >1 89 >1 88 >301 26 digits:301 91 sound:items/content-301 92 >* 93';

  it('is asked for by * at a fax machine, and comes down the same line', async () => {
    const { api, centre } = line.situation;
    const machine = await endpoint.ring(centre.sip, '1000');
    const theCall = async (): Promise<CallDetail | null> => {
      const { items } = await api.get<Page<CallSummary>>('/calls');
      return items[0] === undefined ? null : api.call(items[0].callId);
    };
    const comesTo = (node: string): Promise<CallDetail> =>
      eventually(
        `the call is at ${node}`,
        async () => {
          const call = await theCall();
          const entered = call?.timeline.filter(({ type }) => type === 'ivr.entered') ?? [];
          return entered.at(-1)?.data['node'] === node ? call : null;
        },
        20_000,
      );
    const ways = [
      ['main', '2'],
      ['consult-or-handle', '1'],
      ['consult', '1'],
      ['consult-telecom', '1'],
      ['categories', '1'],
      ['category-number', '301'],
      ['tell-then', '*'],
      ['fax-where', '3'],
    ] as const;
    for (const [node, keys] of ways) {
      await comesTo(node);
      await machine.press(keys);
    }
    const { callId } = await comesTo('fax-here');
    const file = await machine.start();
    const fax = await eventually(
      'the fax is over',
      async () => {
        const { items } = await api.get<Page<FaxSummary>>(`/faxes?callId=${callId}`);
        return items[0]?.endedAt ? items[0] : null;
      },
      90_000,
    );
    expect(fax).toMatchObject({ state: 'sent', to: null, attempts: 1, requestedBy: 'call' });
    expectSamePages(await documentOf(fax), file);
    // Paper carries no voice: the centre hangs up.
    const over = await eventually('the call is over', async () => {
      const call = await theCall();
      return call?.endedAt ? call : null;
    });
    expect(over.timeline.map(({ type }) => type)).toContain('fax.sent');
  });

  it('arrives at the number that was typed; one that nobody has becomes a work order', async () => {
    await Promise.all([
      line.callToTheEnd(`${toFax} >2 94 >${FAX_NUMBERS.g711}# 95 9`),
      line.callToTheEnd(`${toFax} >2 94 >${FAX_NUMBERS.unknown}# 95 9`),
    ]);
    const failed = await faxTo(FAX_NUMBERS.unknown, 'given-up');
    expect(failed.lastOutcome).toBe('wrong-number');
    const order = await eventually('somebody is to look', async () => {
      const { items } = await line.situation.api.get<Page<OrderSummary>>('/work-orders?type=fax');
      return items[0];
    });
    expect(order).toMatchObject({ contactNumber: FAX_NUMBERS.unknown, state: 'open', desk: 'acceptance' });
    const arrived = await faxTo(FAX_NUMBERS.g711, 'sent');
    expectSamePages(await documentOf(arrived), endpoint.received(FAX_NUMBERS.g711).at(-1) ?? '');
    await line.situation.isQuiet();
  });
});
