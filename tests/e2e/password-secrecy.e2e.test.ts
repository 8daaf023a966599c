/**
 * The digits of a phone password, and of a card, typed in calls with every log turned up, are nowhere afterwards:
 * not in a log, an event, Redis, the database, a recording or the timeline.
 */
import type { CallDetail } from '../../server/contract/rest';
import { ApiClient } from '../support/api-client';
import { Centre, PASSWORD } from '../support/centre';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { databaseDump, filesBelow, placesOf, redisDump, type Haystack } from '../support/find-secret';
import { LegRecording, type Span } from '../support/leg-recording';
import { callFromTrunk, type SippPhone } from '../support/sipp-phone';

jest.setTimeout(300_000);

/** 张伟's mobile in the demo data. */
const OWN_PHONE = '13900000002';
const CALLER_PASSWORD = '739152';
const CARD = '8600100020004001';
const CARD_PASSWORD = '246810';
/** What the caller says all the time, also while he types. */
const NOTE = 880;

onEachSwitch(['sipp', 'redis'], 'the digits of a password', (kind) => {
  let centre: Centre;
  let api: ApiClient;
  let phone: SippPhone | null = null;

  beforeAll(async () => {
    centre = await Centre.start({
      kind,
      switchLogLevel: 'debug',
      env: { KILOLINE_LOG_LEVEL: 'trace' },
    });
    api = new ApiClient(centre.url);
    await api.login('2001', PASSWORD);
  });
  afterEach(async () => {
    await phone?.stop();
    phone = null;
  });
  afterAll(() => centre.stop());

  const latest = async (): Promise<CallDetail | null> => {
    const [newest] = (await api.calls({ number: OWN_PHONE })).items;
    return newest === undefined ? null : api.call(newest.callId);
  };
  /** Comes to a node for the nth time in the newest call. */
  const at = (node: string, before: string | null = null): Promise<CallDetail> =>
    eventually(
      `the call is at ${node}`,
      async () => {
        const detail = await latest();
        if (detail === null || detail.callId === before) return null;
        const entered = detail.timeline.filter((entry) => entry.type === 'ivr.entered');
        return entered.at(-1)?.data['node'] === node ? detail : null;
      },
      45_000,
    );
  const call = async (): Promise<string | null> => {
    const before = (await latest())?.callId ?? null;
    await phone?.stop();
    phone = await callFromTrunk({
      dir: centre.dir,
      target: centre.sip,
      tone: NOTE,
      dialedNumber: '1000',
      callerNumber: OWN_PHONE,
    });
    return before;
  };
  const press = async (keys: string): Promise<void> => {
    for (const key of keys) await phone?.rtp.press(key);
  };
  /** The call is recorded whole, from the main menu on. */
  const record = async (detail: CallDetail): Promise<LegRecording> => {
    const leg = detail.legs.find(({ role }) => role === 'customer');
    const recording = await LegRecording.start(centre, leg?.legId ?? '');
    await recording.goesOn(1500);
    return recording;
  };
  /** @returns when he typed: from the first key to the last */
  const type = async (keys: string): Promise<Span> => {
    const from = Date.now();
    await press(keys.slice(0, -1));
    const to = Date.now();
    await press(keys.slice(-1));
    return [from, to];
  };
  const everywhere = async (): Promise<Haystack[]> => [
    ...filesBelow(centre.dir, ['/postgres', '/pg', '/sounds', '/conf']),
    ...(await redisDump(centre.stores.redisSocket)),
    ...(await databaseDump(centre.stores.postgres)),
  ];

  it('set from the own phone and used for a bill and its payment, are nowhere in clear', async () => {
    const typed: {
      readonly recording: LegRecording;
      readonly secret: readonly Span[];
      readonly open: Span;
    }[] = [];
    let before = await call();
    let recording = await record(await at('main', before));
    let open = await type('62');
    await at('no-password');
    await press('1');
    await at('first-password-entry');
    const halfTyped = await type(CALLER_PASSWORD.slice(0, 5));
    // The state that a crash would leave behind.
    expect(placesOf(CALLER_PASSWORD.slice(0, 4), await redisDump(centre.stores.redisSocket))).toEqual([]);
    await press(CALLER_PASSWORD.slice(5));
    await at('first-password-again');
    const again = await type(`${CALLER_PASSWORD}#`);
    await at('password');
    await recording.goesOn(1500);
    typed.push({ recording, secret: [halfTyped, again], open });
    phone?.hangUp();
    await phone?.ended;

    before = await call();
    recording = await record(await at('main', before));
    open = await type('121');
    await at('account');
    await press('1');
    await at('line-number');
    await press(`${OWN_PHONE}#`);
    await at('prove-line');
    const proof = await type(CALLER_PASSWORD);
    await at('bill-month');
    await press('0');
    await at('month-owed-then');
    await press('1');
    await at('pay');
    await press('1');
    await at('card-number');
    const card = await type(`${CARD}#`);
    await at('card-password');
    const cardPassword = await type(`${CARD_PASSWORD}#`);
    await at('confirm-payment');
    await press('1');
    const told = await at('bill');
    await recording.goesOn(1500);
    typed.push({ recording, secret: [proof, card, cardPassword], open });
    phone?.hangUp();
    await phone?.ended;
    await eventually('no leg is left', async () => (await centre.legs()) === 0);

    // Neither keys nor what was said and heard while they were typed is in the recordings; the rest is.
    for (const { recording: one, secret, open: openly } of typed) {
      expect(one.heardAnything()).toBe(true);
      expect(one.said(NOTE, [openly[0] - 1000, openly[0]])).toBeGreaterThan(0.5);
      expect(secret.map((span) => one.loudest(span))).toEqual(secret.map(() => 0));
      expect(one.keysToBeHeard()).toEqual([]);
    }

    const said = told.timeline.flatMap((entry) =>
      entry.type === 'ivr.said' ? [entry.data['items']].flat().map(String) : [],
    );
    expect(said).toEqual(
      expect.arrayContaining(['1000/46', 'amount:amount', 'date:dueDate', 'amount:paidAmount']),
    );

    const haystacks = [...(await everywhere()), { where: 'timeline', text: JSON.stringify(await latest()) }];
    const all = haystacks.map(({ where }) => where).join('\n');
    // The places that would betray it were looked into.
    for (const place of ['server.log', 'redis ', 'table call_events', 'table caller_passwords'])
      expect(all).toContain(place);
    // What is not secret is found the same way: the search can find.
    expect(placesOf(OWN_PHONE, haystacks).length).toBeGreaterThan(0);
    for (const secret of [CALLER_PASSWORD, CARD, CARD_PASSWORD])
      expect(placesOf(secret, haystacks)).toEqual([]);
  });
});
