import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaxView } from '../../server/contract/fax';
import { defaultRetryPolicy } from '../../server/fax/retry-policy';
import { askEventSocket, type RunningFreeSwitch } from '../../server/parts/freeswitch';
import { eventually } from '../support/eventually';
import { startFaxCentre, type FaxCentre, type FaxCentreOptions } from '../support/fax-centre';
import { FAX_NUMBERS, startFaxEndpoint, whyNoFax, type FaxEndpoint } from '../support/fax-endpoint';
import { expectSamePages, isWhole } from '../support/fax-pages';
import { launchSwitch } from '../support/launch-switch';
import { startTestPostgres, type TestPostgres } from '../support/postgres';
import { silentLogger } from '../support/redis';
import { makeTemporaryDirectory } from '../support/temporary-directory';
import { together } from '../support/together';

jest.setTimeout(150_000);

const reason = whyNoFax();
if (reason !== null) process.stderr.write(`SKIPPED: fax on FreeSWITCH: ${reason}\n`);
const quick = { ...defaultRetryPolicy, busy: { times: 3, pausesS: [1] } };
const ONE_PAGE = { kind: 'text', title: 'Tariffs', text: 'A minute: 0.15' } as const;
const TWO_PAGES = {
  kind: 'text',
  title: '资费',
  text: `市话每分钟一角五分。\n${'\n'.repeat(45)}长途每分钟三角。`,
} as const;

(reason === null ? describe : describe.skip)('fax on demand, to a second FreeSWITCH', () => {
  const temporary = makeTemporaryDirectory();
  let postgres: TestPostgres;
  let endpoint: FaxEndpoint;
  let running: RunningFreeSwitch;
  let centre: FaxCentre;
  let options: FaxCentreOptions;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    endpoint = await startFaxEndpoint();
    running = await launchSwitch('freeswitch', {
      runDir: temporary.path,
      soundsDir: temporary.path,
      logger: silentLogger,
      rtpPorts: 200,
    });
    options = {
      running,
      address: await postgres.freshDatabase(),
      trunk: endpoint.address,
      directory: temporary.path,
      retryPolicy: quick,
    };
    centre = await startFaxCentre({ ...options, lines: 3 });
  }, 90_000);
  afterAll(async () => {
    await centre.kill();
    await running.stop();
    await endpoint.stop();
    await postgres.stop();
    temporary.remove();
  }, 60_000);

  const order = { requestedBy: 'agent:1001' };
  const expectArrived = async (fax: FaxView, file: string): Promise<void> =>
    expectSamePages(await centre.service.document(fax.faxId), file);

  const sendsTwoPages = async (number: string, usedT38: boolean): Promise<void> => {
    const queued = await centre.service.send(number, { ...order, document: TWO_PAGES });
    expect(queued).toMatchObject({ state: 'queued', pages: 2, to: number });
    const fax = await centre.untilOver(queued.faxId, 120_000);
    expect(fax).toMatchObject({ state: 'sent', attempts: 1 });
    expect(fax.history[0]).toMatchObject({ outcome: 'sent', pagesSent: 2, rate: 14_400, usedT38 });
    await expectArrived(fax, endpoint.received(number).at(-1)!);
  };
  const faxesToTheCaller = async (): Promise<void> => {
    const file = await endpoint.callFrom(running.sipUdp, '1000', false);
    const arrived = await eventually('the call', () =>
      centre.seen.find((event) => event.kind === 'parked' && event.facts.direction === 'inbound'),
    );
    if (arrived.kind !== 'parked') throw new Error('not parked');
    const { legId, switchId } = arrived;
    await centre.switch.answer(legId);
    const asked = {
      ...order,
      document: { kind: 'information', itemId: 'tariffs', language: 'en-US' },
      requestId: 'q-1',
    } as const;
    // Asked twice, as after a crash: one fax.
    const asks = [1, 2].map(() => centre.service.sendOnCall({ switchId, legId }, asked));
    expect(await Promise.all(asks)).toEqual(['sent', 'sent']);
    const { items } = await centre.service.list({ page: 1, pageSize: 10, sort: 'newest' });
    const fax = items.find(({ to }) => to === null);
    expect(fax).toMatchObject({ to: null, state: 'sent', attempts: 1, title: 'Tariffs' });
    await expectArrived(await centre.service.get(fax!.faxId), file);
    if (await centre.switch.legExists(legId)) await centre.switch.hangUp(legId);
  };
  describe('with three lines', () => {
    together({
      'sends two pages over G.711, and they arrive dot for dot': () => sendsTwoPages(FAX_NUMBERS.g711, false),
      'sends two pages over T.38, and they arrive dot for dot': () => sendsTwoPages(FAX_NUMBERS.t38, true),
      'faxes to the machine that called, on the caller’s own leg': faxesToTheCaller,
    });
    // The legs were ended by us, and the switch keeps no note of them.
    it('leaves no leg behind', () =>
      eventually('no leg is left', async () => (await centre.switch.snapshot()).legs.length === 0));
  });

  it('has one line for two faxes: they never overlap, and the one that found it busy is sent last', async () => {
    await centre.kill();
    centre = await startFaxCentre({ ...options, lines: 1 });
    const busy = await centre.service.send(FAX_NUMBERS.busy, { ...order, document: ONE_PAGE });
    const other = await centre.service.send(FAX_NUMBERS.g711, { ...order, document: ONE_PAGE });
    await eventually(
      'it was busy',
      async () => (await centre.service.get(busy.faxId)).lastOutcome === 'busy',
    );
    await endpoint.freeTheBusyLine(true);
    const ended = [];
    for (const { faxId } of [other, busy]) ended.push(await centre.untilOver(faxId, 120_000));
    expect(ended.map((fax) => fax.state)).toEqual(['sent', 'sent']);
    expect(ended[1]?.history.map((attempt) => attempt.outcome)).toEqual(['busy', 'sent']);
    expect(ended[1]?.history[0]?.sipStatus).toBe(486);
    const times = ended
      .flatMap((fax) => fax.history)
      .map(({ startedAt, endedAt }) => [startedAt, endedAt!] as const)
      .sort(([a], [b]) => a.localeCompare(b));
    times.slice(1).forEach(([startedAt], index) => expect(startedAt >= times[index]![1]).toBe(true));
    await expectArrived(ended[1]!, endpoint.received(FAX_NUMBERS.busy)[0]!);
  }, 180_000);

  it('gives up a number that does not exist, and makes a task of it though that failed first', async () => {
    centre.failingTasks = 1;
    const queued = await centre.service.send(FAX_NUMBERS.unknown, { ...order, document: ONE_PAGE });
    const fax = await centre.untilOver(queued.faxId);
    expect(fax).toMatchObject({ state: 'given-up', attempts: 1, lastOutcome: 'wrong-number' });
    await eventually('making the task failed', () => centre.failingTasks === 0);
    expect(centre.tasks).toHaveLength(0);
    await centre.service.tick();
    await centre.service.tick();
    expect(centre.tasks.map((task) => task.faxId)).toEqual([fax.faxId]);
  }, 30_000);

  it('is told by the switch what became of a fax whose server was killed, and does not send it twice', async () => {
    const before = endpoint.received(FAX_NUMBERS.g711).length;
    const { faxId } = await centre.service.send(FAX_NUMBERS.g711, { ...order, document: ONE_PAGE });
    await eventually('the machines talk', () => endpoint.received(FAX_NUMBERS.g711).length > before, 20_000);
    await centre.kill();
    const began = Date.now();
    await eventually(
      'the far machine has it',
      () => isWhole(endpoint.received(FAX_NUMBERS.g711).at(-1)!, 1),
      60_000,
    );
    await sleep(3000);
    // A server that finds the attempt half a minute old, as one that starts again would.
    centre = await startFaxCentre({ ...options, now: () => Date.now() + 30_000 });
    const fax = await centre.untilOver(faxId);
    expect(fax).toMatchObject({ state: 'sent', attempts: 1, lastOutcome: 'sent' });
    expect(endpoint.received(FAX_NUMBERS.g711)).toHaveLength(before + 1);
    expect(Date.now()).toBeGreaterThan(began);
  }, 120_000);

  it('sends a fax again whose leg was gone before it was sent', async () => {
    const { faxId } = await centre.service.send(FAX_NUMBERS.silent, { ...order, document: ONE_PAGE });
    const [attempt] = await eventually('it rings', async () => {
      const open = await centre.database.faxes.openAttempts();
      return open.length > 0 ? open : null;
    });
    await eventually('the leg is there', () => centre.switch.legExists(attempt!.legId));
    await centre.kill();
    await eventually('the switch has ended it', async () => {
      await askEventSocket(running.esl, [`uuid_kill ${attempt!.legId}`]);
      return (await askEventSocket(running.esl, [`uuid_exists ${attempt!.legId}`]))[0]?.trim() === 'false';
    });
    centre = await startFaxCentre({ ...options, now: () => Date.now() + 90_000 });
    const lost = await eventually('it was lost', async () => {
      const fax = await centre.service.get(faxId);
      return fax.lastOutcome === null ? null : fax;
    });
    expect(lost).toMatchObject({ state: 'failed', lastOutcome: 'lost' });
    expect((await centre.service.cancel(faxId)).state).toBe('cancelled');
  }, 60_000);
});
