import { randomUUID } from 'node:crypto';
import { CAMPAIGN, DiallingHouse } from '../../support/dialling-house';
import { eventually } from '../../support/eventually';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';
import { startTestRedis, type TestRedis } from '../../support/redis';
import { requires } from '../../support/requirements';

jest.setTimeout(180_000);

/** A claim this old has begun, or its server has died. */
const CLAIM_MS = 16_000;

/** All that changes something from the look at a contact to what has come of him. */
const steps = [
  'contacts.claim',
  'attempts.start',
  'switch.callCustomer',
  'attempts.reach',
  'contacts.answered',
  'calls.end',
  'contacts.mark',
  'contacts.settle',
] as const;
const gaps = steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]);
const changes = (step: string): boolean =>
  /^(contacts|attempts)\.(?!due|unsettled|stopped|inProgress|annul)|^calls\.end$|^switch\.callCustomer$/.test(
    step,
  );

requires('redis')('a campaign whose server is killed', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let house: DiallingHouse;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  });
  afterAll(() => Promise.all([postgres.stop(), redis.stop()]));
  beforeEach(async () => {
    house = await DiallingHouse.open(postgres, redis);
  });
  afterEach(() => house.close());

  it.each(gaps)('at %s, %s it: nobody is called twice or forgotten', async (step, when) => {
    await house.campaign(8);
    const first = await house.server('a');
    first.life.endsAt(step, when);
    await eventually('the server has died', () => first.life.isOver);
    await first.bury();
    house.wait(CLAIM_MS);
    const second = await house.server('a');
    await house.untilDone();
    expect(await house.faults()).toEqual([]);
    await second.stop();
  });

  it('has these gaps', async () => {
    await house.campaign(8);
    const server = await house.server('a');
    await house.untilDone();
    expect([...new Set(server.life.steps.filter(changes))].sort()).toEqual([...steps].sort());
    await server.stop();
    expect(await house.faults()).toEqual([]);
    expect(house.network.dialled).toHaveLength(8);
  });

  it('again and again in the middle of its list: the next goes on where it was', async () => {
    const numbers = await house.campaign(120);
    for (let life = 0; house.network.dialled.length < 100; life += 1) {
      const { step, when } = {
        step: steps[life % steps.length] ?? '',
        when: life % 2 ? 'before' : 'after',
      } as const;
      const server = await house.server('a');
      await eventually(
        'it has dialled',
        () => server.life.steps.filter((each) => each === 'switch.callCustomer').length > 10,
      );
      server.life.endsAt(step, when);
      await eventually('the server has died', () => server.life.isOver);
      await server.bury();
      house.wait(CLAIM_MS);
    }
    const last = await house.server('a');
    await house.untilDone();
    await last.stop();
    expect(await house.faults()).toEqual([]);
    expect(new Set(house.network.dialled.map(({ number }) => number)).size).toBe(numbers.length);
  });
});

requires('redis')('a campaign that several servers dial', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let house: DiallingHouse;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  });
  afterAll(() => Promise.all([postgres.stop(), redis.stop()]));
  beforeEach(async () => {
    house = await DiallingHouse.open(postgres, redis);
  });
  afterEach(() => house.close());

  const dialledOnce = (): number => new Set(house.network.dialled.map(({ number }) => number)).size;

  it('at once, each believing it is its turn: every one of 500 is called exactly once', async () => {
    await house.campaign(500);
    const servers = [await house.server('a'), await house.server('b', { isOwner: false })];
    await house.untilDone();
    for (const server of servers) await server.stop();
    expect(await house.faults()).toEqual([]);
    const [calls, people] = [house.network.dialled.length, dialledOnce()];
    expect({ calls, people, counted: house.settled }).toEqual({ calls: 500, people: 500, counted: 500 });
    for (const { life } of servers)
      expect(life.steps.filter((step) => step === 'switch.callCustomer').length).toBeGreaterThan(0);
  });

  it('by turns: when one dies another goes on', async () => {
    await house.campaign(60, { limits: { perSecond: 15, atOnce: 20 } });
    const turn = (owner: string) => async () =>
      (await house.stores.lease.acquire(house.network.id, owner, 500)) !== null;
    const first = await house.server('a', { isOurTurn: turn('a') });
    await eventually('it dials', () => house.network.dialled.length > 5);
    const second = await house.server('b', { isOwner: false, isOurTurn: turn('b') });
    first.life.endsAt('attempts.start', 'after');
    await eventually('the server has died', () => first.life.isOver);
    expect(second.life.steps).not.toContain('contacts.claim');
    await first.bury();
    house.wait(CLAIM_MS);
    // Its name: what the first was given and did not settle is found at once.
    const third = await house.server('a', { isOurTurn: () => Promise.resolve(false) });
    await house.untilDone();
    for (const server of [second, third]) await server.stop();
    expect(await house.faults()).toEqual([]);
    expect(second.life.steps).toContain('contacts.claim');
  });

  it('stopped and started again: it goes on where it was, and calls nobody again', async () => {
    await house.campaign(60, { limits: { perSecond: 30, atOnce: 20 } });
    const first = await house.server('a');
    await eventually('it dials', () => house.network.dialled.length > 10);
    await first.stop();
    const before = house.network.dialled.length;
    expect(before).toBeLessThan(60);
    const second = await house.server('a');
    await house.untilDone();
    await second.stop();
    expect(await house.faults()).toEqual([]);
    expect(dialledOnce()).toBe(60);
  });

  it('one of which stands still between claim and call until it was given up: it dials no more', async () => {
    await house.campaign(1);
    const slow = await house.server('a');
    const still = slow.life.standsStillBefore('attempts.start');
    await still.met;
    house.wait(CLAIM_MS);
    const other = await house.server('b', { isOwner: false });
    await eventually('the other one has called him', () => house.network.dialled.length === 1);
    still.goOn();
    await house.untilDone();
    for (const server of [slow, other]) await server.stop();
    expect(house.network.dialled).toHaveLength(1);
    expect(await house.faults()).toEqual([]);
    expect((await house.database.campaigns.progress(CAMPAIGN)).attempts).toBe(1);
  });

  it('asks right before each call whether there is anything to call about: nobody who is done with is dialled', async () => {
    const source = { kind: 'unpaid', days: 30, bills: ['telephone'], leastAmount: 1 } as const;
    // There are no such bills any more; the last one is of a file.
    const numbers = await house.campaign(5, { source: { ...source, bills: ['telephone'] } }, (number) =>
      number.endsWith('4') ? number : `bill:${randomUUID()}`,
    );
    const server = await house.server('a');
    await house.untilDone();
    await server.stop();
    expect(house.network.dialled.map(({ number }) => number)).toEqual([numbers[4]]);
    expect(
      (await house.contacts()).map(({ mark }) => mark).filter((mark) => mark === 'no-longer'),
    ).toHaveLength(4);
    const { decisions } = await house.database.dialRecords.explain(numbers[0] ?? '', 10);
    expect(decisions).toMatchObject([
      { decision: 'not-dialled', rule: 'settled', evidence: { settled: { mark: 'no-longer' } } },
    ]);
  });
});
