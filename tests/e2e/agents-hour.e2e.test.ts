import type { CallSummary } from '../../server/contract/rest';
import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { runOn } from '../support/postgres';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';
import type { SippPhone } from '../support/sipp-phone';

jest.setTimeout(600_000);

const DAVE = '13900000002';
const DAVE_TONE = 1000;
const ROUNDS = 3;

/** How a call of the hour must stand in the records. */
type Expected = Pick<CallSummary, 'outcome' | 'direction'> & {
  readonly agent: boolean;
  readonly note: string;
};

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: an agent’s hour, as fast as it goes', () => {
  let situation: Situation;
  let desk: DeskPage;
  let calls = 0;
  const expected = new Map<string, Expected>();
  /** What the arrangement under way has had so far: it is counted when it is over, not when it went wrong and is tried again. */
  const soFar = new Map<string, Expected>();
  /** Calls of arrangements that are over, as the records have them. */
  let ofHour: readonly CallSummary[] = [];

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    desk = await situation.readyAgent('1001');
  });
  afterAll(() => situation.stop());
  afterEach(async () => {
    await situation.clearPhones();
    await situation.isQuiet();
  });

  /** A number that is nobody else's this hour. */
  const nextNumber = (): string => `1371000${String((calls += 1)).padStart(4, '0')}`;
  const expects = (number: string, call: Expected): void => {
    soFar.set(`${call.direction} ${number}`, call);
  };
  /** After an arrangement that went wrong: as it is before each of them, as far as the desk lets him. */
  const tidiesUp = async (): Promise<void> => {
    await desk.page.keyboard.press('Escape');
    const clicks = [
      'hang-up',
      'disposition-resolved',
      'wrap-up-finish',
      'presence-ready-again',
      'presence-ready',
    ];
    for (const each of clicks) {
      const button = desk.page.getByTestId(each).first();
      await button.click({ timeout: 2_000 }).catch(() => undefined);
    }
  };
  const plays = async (play: () => Promise<void>): Promise<void> => {
    soFar.clear();
    try {
      await play();
    } catch (error) {
      await tidiesUp();
      throw error;
    }
    for (const [call, as] of soFar) expected.set(call, as);
  };
  const nameOf = ({ callerNumber, dialedNumber, direction }: CallSummary): string =>
    `${direction} ${direction === 'inbound' ? callerNumber : dialedNumber}`;
  const agent = (selector: string): Promise<void> =>
    desk.page.locator(`[data-testid="agent-state"]${selector}`).waitFor({ timeout: 30_000 });
  const rings = async (number = nextNumber()): Promise<{ number: string; caller: SippPhone }> => {
    const caller = await situation.waitingCaller(number);
    await desk.callState('ringing');
    return { number, caller };
  };
  const talks = async (): Promise<{ number: string; caller: SippPhone }> => {
    const call = await rings();
    await desk.click('answer');
    await desk.callState('talking');
    return call;
  };
  const wrapsUp = async (number: string, note: string, more: Partial<Expected> = {}): Promise<void> => {
    await agent('[data-state="wrap-up"]');
    await desk.page.getByTestId('wrap-up-note').fill(note);
    await desk.click('disposition-resolved');
    await desk.click('wrap-up-finish');
    await agent('[data-state="idle"][data-presence="ready"]');
    expects(number, { outcome: 'answered', direction: 'inbound', agent: true, note, ...more });
  };
  const dials = async (number: string): Promise<void> => {
    await desk.page.getByTestId('dial-input').fill(number);
    await desk.click('dial-submit');
  };
  const readyAgain = async (): Promise<void> => {
    await desk.page.getByTestId('presence-ready-again').click({ timeout: 45_000 });
  };

  const kinds: Readonly<Record<string, () => Promise<void>>> = {
    'answered, and the agent hangs up': async () => {
      const { number, caller } = await talks();
      await desk.click('hang-up');
      await wrapsUp(number, 'asked for her bill');
      // She is asked how it was, which takes longer than this hour has.
      caller.hangUp();
    },
    'answered, and the caller hangs up': async () => {
      const { number, caller } = await talks();
      caller.hangUp();
      await wrapsUp(number, 'hung up herself');
    },
    'held, resumed, muted': async () => {
      const { number, caller } = await talks();
      await desk.click('hold');
      await desk.callState('held');
      await desk.click('resume');
      await desk.callState('talking');
      await desk.click('mute');
      await desk.click('mute');
      caller.hangUp();
      await wrapsUp(number, 'was held');
    },
    'left on hold': async () => {
      const { number, caller } = await talks();
      await desk.click('hold');
      await desk.callState('held');
      caller.hangUp();
      await wrapsUp(number, 'gave up on hold');
    },
    'declined, and taken after all': async () => {
      const { number, caller } = await rings();
      await desk.click('decline');
      await readyAgain();
      await desk.callState('ringing');
      await desk.click('answer');
      await desk.callState('talking');
      caller.hangUp();
      await wrapsUp(number, 'was declined first');
    },
    'given up while it rings': async () => {
      const { number, caller } = await rings();
      caller.hangUp();
      await agent('[data-state="idle"][data-presence="ready"]');
      expects(number, { outcome: 'abandoned', direction: 'inbound', agent: false, note: '' });
    },
    'transferred to a number': async () => {
      const { number, caller } = await talks();
      const dave = await situation.callee('answers', DAVE_TONE);
      await desk.click('consult');
      await desk.page.getByTestId('consult-number').fill(DAVE);
      await desk.page.getByTestId('transfer').first().click();
      await wrapsUp(number, 'transferred');
      caller.hangUp();
      await dave.ended;
    },
    'consulted, and connected': async () => {
      const { number, caller } = await talks();
      const dave = await situation.callee('answers', DAVE_TONE);
      await desk.click('consult');
      await desk.page.getByTestId('consult-number').fill(DAVE);
      await desk.page.getByTestId('consult-ring').first().click();
      await desk.page.locator('[data-testid="consult-connect"]:not([disabled])').click({ timeout: 15_000 });
      await wrapsUp(number, 'connected with somebody');
      caller.hangUp();
      await dave.ended;
    },
    'answered, with a work order': async () => {
      const { number, caller } = await talks();
      await desk.click('order-from-call');
      await desk.click('new-order-type');
      await desk.page.getByRole('option', { name: 'Fault report', exact: true }).click();
      await desk.click('new-order-field-symptom');
      await desk.page.getByRole('option', { name: 'Noise', exact: true }).click();
      await desk.page.getByTestId('new-order-text').fill('Crackling since yesterday');
      await desk.click('new-order-create');
      await desk.page.getByTestId('made-serial').waitFor({ timeout: 10_000 });
      await desk.page.keyboard.press('Escape');
      caller.hangUp();
      await wrapsUp(number, 'a fault');
    },
    'dialled, and answered': async () => {
      const number = nextNumber();
      const dave = await situation.callee('answers', DAVE_TONE);
      await dials(number);
      await desk.callState('talking');
      await desk.click('hang-up');
      expect(await dave.ended).toBe(0);
      await wrapsUp(number, 'reached him', { direction: 'outbound' });
    },
    'called back': async () => {
      const number = nextNumber();
      await desk.click('presence-break');
      await desk.click('break-lunch');
      await agent('[data-presence="break"]');
      const caller = await situation.waitingCaller(number);
      await eventually('she waits', async () => (await situation.queue('general')).waiting === 1, 10_000);
      await caller.rtp.press('1');
      expect(await caller.ended).toBe(0);
      expects(number, { outcome: 'self-served', direction: 'inbound', agent: false, note: '' });
      const dave = await situation.callee('answers', DAVE_TONE);
      await desk.click('presence-ready');
      await desk.callState('ringing');
      await desk.click('answer');
      await desk.callState('talking');
      await desk.click('hang-up');
      expect(await dave.ended).toBe(0);
      await wrapsUp(number, 'was called back', { direction: 'outbound' });
    },
    'dialled, and busy': async () => {
      const number = nextNumber();
      const dave = await situation.callee('busy', DAVE_TONE);
      await dials(number);
      expect(await dave.ended).toBe(0);
      await agent('[data-state="idle"][data-presence="ready"]');
      expects(number, { outcome: 'not-reached', direction: 'outbound', agent: true, note: '' });
    },
  };

  const hour = Array.from({ length: ROUNDS }, (_, round) =>
    Object.entries(kinds).map(([what, play]) => ({ what, round: round + 1, play })),
  ).flat();

  it.each(hour)('$what ($round)', ({ play }) => plays(play));

  it('missed once, and given up', () =>
    plays(async () => {
      const { number, caller } = await rings();
      await agent('[data-presence="not-responding"]');
      caller.hangUp();
      expect(await caller.ended).toBe(0);
      await readyAgain();
      await agent('[data-state="idle"][data-presence="ready"]');
      expects(number, { outcome: 'abandoned', direction: 'inbound', agent: false, note: '' });
    }));

  it('every call of the hour is in the records once, as it was', async () => {
    // Who is called back has called before.
    expect(expected.size).toBe(hour.length + 1 + ROUNDS);
    const all = await eventually(
      'every record is complete',
      async () => {
        const { items } = await situation.api.calls({ pageSize: '200' });
        return items.every(({ endedAt }) => endedAt !== null) && items;
      },
      10_000,
    );
    ofHour = all.filter((call) => expected.has(nameOf(call)));
    expect(ofHour).toHaveLength(expected.size);
    expect(
      Object.fromEntries(
        ofHour.map((call) => {
          const { direction, outcome, agentId, note } = call;
          return [nameOf(call), { outcome, direction, agent: agentId === '1001', note }];
        }),
      ),
    ).toEqual(Object.fromEntries(expected));
    // Whoever is not among them called in an arrangement that went wrong: two calls at the most, of one who is called back.
    expect(all.length - ofHour.length).toBeLessThanOrEqual(2 * (calls - hour.length - 1));
  });

  it('his time adds up: no gap, no overlap, and as many calls as he had', async () => {
    const rows = await runOn<{ gaps: string; taken: string; wrapped: string }>(
      situation.centre.stores.postgres,
      `SELECT count(*) FILTER (WHERE from_at <> before) AS gaps,
              count(DISTINCT call_id) FILTER (WHERE state = 'on-call' AND call_id = ANY($1)) AS taken,
              count(DISTINCT call_id) FILTER (WHERE state = 'wrap-up' AND call_id = ANY($1)) AS wrapped
         FROM (SELECT *, lag(until_at) OVER (ORDER BY from_at) AS before
                 FROM agent_intervals WHERE agent_id = '1001') AS day`,
      [ofHour.map(({ callId }) => callId)],
    );
    const wrapped = [...expected.values()].filter(({ note }) => note !== '').length;
    const dialledInVain = ROUNDS;
    expect(rows[0]).toEqual({
      gaps: '0',
      taken: String(wrapped + dialledInVain),
      wrapped: String(wrapped),
    });
  });

  it('and nothing went wrong in his browser', () => {
    // Nobody is logged in at first.
    expect(desk.complaints.filter((line) => !line.includes('401'))).toEqual([]);
  });
});
