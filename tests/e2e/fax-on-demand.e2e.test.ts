import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaxView } from '../../server/contract/fax';
import { defaultRetryPolicy } from '../../server/fax/retry-policy';
import { askEventSocket, type RunningFreeSwitch } from '../../server/parts/freeswitch';
import { eventually } from '../support/eventually';
import { startFaxCentre, type FaxCentre, type FaxCentreOptions } from '../support/fax-centre';
import { FAX_NUMBERS, startFaxEndpoint, whyNoFax, type FaxEndpoint } from '../support/fax-endpoint';
import { launchSwitch } from '../support/launch-switch';
import { startTestPostgres, type TestPostgres } from '../support/postgres';
import { silentLogger } from '../support/redis';
import { makeTemporaryDirectory } from '../support/temporary-directory';
import { pagesOf, type Rows } from '../support/tiff-pixels';

const reason = whyNoFax();
if (reason !== null) process.stderr.write(`SKIPPED: fax on FreeSWITCH: ${reason}\n`);
/** spandsp's line with number, time and page, above the page it was given. */
const HEADER_ROWS = 32;
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
    centre = await startFaxCentre({ ...options, lines: 1 });
  }, 90_000);
  afterAll(async () => {
    await centre.kill();
    await running.stop();
    await endpoint.stop();
    await postgres.stop();
    temporary.remove();
  }, 60_000);

  const order = { requestedBy: 'agent:1001' };
  /** Every row we sent, under the header; the far machine keeps the length of the page. */
  const expectSamePages = async (fax: FaxView, file: string): Promise<void> => {
    const sent = pagesOf(await centre.service.document(fax.faxId));
    const got = pagesOf(readFileSync(file));
    expect(got).toHaveLength(sent.length);
    sent.forEach((page, index) => {
      expect(hasInk(page)).toBe(true);
      const under = page.length - HEADER_ROWS;
      expect(hasInk(page.slice(under))).toBe(false);
      expect(Buffer.concat(got[index]!.slice(HEADER_ROWS)).equals(Buffer.concat(page.slice(0, under)))).toBe(
        true,
      );
      expect(hasInk(got[index]!.slice(0, HEADER_ROWS))).toBe(true);
    });
  };

  it.each([
    ['G.711', FAX_NUMBERS.g711, false],
    ['T.38', FAX_NUMBERS.t38, true],
  ])(
    'sends two pages over %s, and they arrive dot for dot',
    async (_name, number, usedT38) => {
      const queued = await centre.service.send(number, { ...order, document: TWO_PAGES });
      expect(queued).toMatchObject({ state: 'queued', pages: 2, to: number });
      const fax = await centre.untilOver(queued.faxId, 90_000);
      expect(fax).toMatchObject({ state: 'sent', attempts: 1 });
      expect(fax.history[0]).toMatchObject({ outcome: 'sent', pagesSent: 2, rate: 14_400, usedT38 });
      await expectSamePages(fax, endpoint.received(number).at(-1)!);
      // The leg was ended by us, and the switch keeps no note of it.
      await eventually('no leg is left', async () => (await centre.switch.snapshot()).legs.length === 0);
    },
    100_000,
  );

  it('has one line for three faxes: they never overlap, and the one that found it busy is sent last', async () => {
    const busy = await centre.service.send(FAX_NUMBERS.busy, { ...order, document: ONE_PAGE });
    const others = [
      await centre.service.send(FAX_NUMBERS.g711, { ...order, document: ONE_PAGE }),
      await centre.service.send(FAX_NUMBERS.g711, { ...order, document: ONE_PAGE }),
    ];
    await eventually(
      'it was busy',
      async () => (await centre.service.get(busy.faxId)).lastOutcome === 'busy',
    );
    await endpoint.freeTheBusyLine(true);
    const ended = [];
    for (const { faxId } of [...others, busy]) ended.push(await centre.untilOver(faxId, 120_000));
    expect(ended.map((fax) => fax.state)).toEqual(['sent', 'sent', 'sent']);
    expect(ended[2]?.history.map((attempt) => attempt.outcome)).toEqual(['busy', 'sent']);
    expect(ended[2]?.history[0]?.sipStatus).toBe(486);
    const times = ended
      .flatMap((fax) => fax.history)
      .map(({ startedAt, endedAt }) => [startedAt, endedAt!] as const)
      .sort(([a], [b]) => a.localeCompare(b));
    times.slice(1).forEach(([startedAt], index) => expect(startedAt >= times[index]![1]).toBe(true));
    await expectSamePages(ended[2]!, endpoint.received(FAX_NUMBERS.busy)[0]!);
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

  it('faxes to the machine that called, on the caller’s own leg', async () => {
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
    const [fax] = (await centre.service.list({ page: 1, pageSize: 1, sort: 'newest' })).items;
    expect(fax).toMatchObject({ to: null, state: 'sent', attempts: 1, title: 'Tariffs' });
    await expectSamePages(await centre.service.get(fax!.faxId), file);
    if (await centre.switch.legExists(legId)) await centre.switch.hangUp(legId);
  }, 60_000);

  it('is told by the switch what became of a fax whose server was killed, and does not send it twice', async () => {
    const before = endpoint.received(FAX_NUMBERS.g711).length;
    const { faxId } = await centre.service.send(FAX_NUMBERS.g711, { ...order, document: ONE_PAGE });
    await eventually('the machines talk', () => endpoint.received(FAX_NUMBERS.g711).length > before, 20_000);
    await centre.kill();
    const began = Date.now();
    await eventually(
      'the far machine has it',
      () => isWhole(endpoint.received(FAX_NUMBERS.g711).at(-1)!),
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

const hasInk = (rows: Rows): boolean => rows.some((row) => row.some((byte) => byte !== 0));

function isWhole(file: string): boolean {
  try {
    return pagesOf(readFileSync(file)).length === 1;
  } catch {
    return false;
  }
}
