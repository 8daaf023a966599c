/**
 * The leaves of the pack 1000 that end with a person: every queue, a number found and dialled on, a long-distance call,
 * the question after the talk, and the way out when the business system of others is away.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { businessFixture } from '../support/business-fixture';
import { CALLER_NOTE, type Caller } from '../support/caller';
import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { ReferenceBusinessSystem } from '../support/reference-business-system';
import { ServiceLine, WELCOME } from '../support/service-line';
import { AGENT_TONES } from '../support/situation';
import { makeTemporaryDirectory } from '../support/temporary-directory';
import { near } from '../support/tone';
import { askingNumber } from '../support/asking';

jest.setTimeout(180_000);

const EXAMPLE = resolve(__dirname, '../../docs/examples/business-system.yaml');
const NEVER_OPEN = `  never:
    timezone: Asia/Shanghai
    week: {}
    days: { '2099-12-31': [{ from: '08:00', to: '09:00' }] }
`;
const FAR_NOTE = 700;
const FOUND = '02163340105';
const FAR = '02088886666';

onEachSwitch(['chromium', 'sipp', 'redis'], 'agents of the service line', (kind) => {
  const directory = makeTemporaryDirectory();
  const business = new ReferenceBusinessSystem(businessFixture);
  let line: ServiceLine;

  beforeAll(async () => {
    await business.start();
    const file = join(directory.path, 'business-system.yaml');
    writeFileSync(
      file,
      readFileSync(EXAMPLE, 'utf8').replace(/^baseUrl: .*$/m, `baseUrl: ${business.baseUrl}`),
    );
    line = await ServiceLine.start({
      kind,
      env: {
        BUSINESS_SYSTEM: 'http',
        BUSINESS_SYSTEM_FILE: file,
        BUSINESS_SYSTEM_SECRET: ReferenceBusinessSystem.token,
        TEXT_MESSAGES: 'none',
        OUTBOUND_RING_TIMEOUT_S: '5',
      },
    });
    // Whatever the hour.
    await line.changeQueues((yaml) => yaml.replace('    hours: counter\n', ''));
  }, 120_000);
  afterEach(() => line.clearPhones());
  afterAll(async () => {
    await line.stop();
    await business.stop();
    directory.remove();
  }, 60_000);

  it('every leaf that ends with a person leads to its queue', async () => {
    const leaves = [
      ['>0 5', 'general', 'agent'],
      ['>1 4 >4 5', 'general', 'agent'],
      ['>1 4 >1 5', 'general', 'directory'],
      ['>2 25 >1 3 >0 5', 'general', 'agent'],
      ['>2 25 >1 3 >3 5', 'general', 'consult-other'],
      ['>2 25 >1 3 >1 115 >0 5', 'general', 'consult-telecom'],
      [`>2 25 >3 114 >${FAR}# 5`, 'general', 'long-distance'],
      ['>2 25 >2 20 >1 112 >0 5', 'business', 'new-line'],
      ['>2 25 >2 20 >2 44 >1 21 >02163330001# 113 >0 5', 'business', 'other-business'],
      ['>1 4 >3 77 >111111# 80 77 >111111# 80 77 >111111# 5', 'general', 'order-progress'],
      ['>3 6 >1 21 >5555555# 80 21 >5555555# 5', 'faults', 'fault'],
    ] as const;
    await Promise.all(leaves.map(([dialogue, queueId, topic]) => line.callToQueue(dialogue, queueId, topic)));
  });

  it('a counter that is closed says so', async () => {
    await line.changeQueues((yaml) =>
      yaml
        .replace('calendars:\n', `calendars:\n${NEVER_OPEN}`)
        .replace('- queueId: business\n', '- queueId: business\n    hours: never\n'),
    );
    await line.callToTheEnd('>2 25 >2 20 >1 112 >0 120 118 ># 9');
    await line.changeQueues((yaml) => yaml.replace('    hours: never\n', ''));
    await line.callToQueue('>2 25 >2 20 >1 112 >0 5', 'business', 'new-line');
  });

  it('no text message is offered where nobody carries any', async () => {
    await line.call('>3 6 >3 111 beep say:1600 ># serial 108 >2 11 108 >1 serial 108');
  });

  describe('with somebody at a desk', () => {
    let desk: DeskPage;
    beforeAll(async () => {
      desk = await line.situation.agent('1001');
    });
    beforeEach(() => desk.ready());
    // Whoever comes next finds nobody.
    afterAll(() => line.situation.clear());

    /** In the name of the agent at the desk, as his page does. */
    const asAgent = async (path: string, data: object = {}): Promise<void> => {
      const { url } = line.situation.centre;
      const response = await desk.page.request.post(`${url}/api/v1${path}`, {
        headers: { origin: url },
        data,
      });
      if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    };
    const talk = async (dialogue: string): Promise<{ caller: Caller; callId: string }> => {
      const caller = await line.ring(line.stranger());
      await caller.walk(`${WELCOME} ${dialogue} 5`);
      await desk.callState('ringing');
      await desk.click('answer');
      await desk.callState('talking');
      await eventually(
        'the agent hears the caller',
        async () => near(await desk.hears(), CALLER_NOTE),
        10_000,
      );
      // "Agent N at your service" is over: what comes next begins in a pause.
      await eventually(
        'the caller hears the agent alone',
        () => near(caller.phone.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
        20_000,
      );
      return { caller, callId: await caller.callId() };
    };
    const hearsFar = (caller: Caller): Promise<true> =>
      eventually('the caller hears the far party', () => near(caller.phone.rtp.tone(300), FAR_NOTE), 20_000);

    it('a number is found, spoken twice by the machine, and dialled on: busy, unanswered, unknown, reached', async () => {
      const { caller, callId } = await talk('>1 4 >1');
      await asAgent(`/desk/calls/${callId}/speak-directory`, { number: FOUND });
      const spoken = `121 digits:${FOUND} 121 digits:${FOUND} 122`;
      await caller.walk(`skip ${spoken} >2 ${spoken}`);
      const busy = await line.situation.callee('busy', FAR_NOTE);
      await caller.walk('>1 123 skip 124 122');
      expect(await busy.ended).toBe(0);
      const silent = await line.situation.callee('silent', FAR_NOTE);
      await caller.walk('>1 123 skip 125 122');
      expect(await silent.ended).toBe(0);
      const unknown = await line.situation.callee('unknown', FAR_NOTE);
      await caller.walk('>1 123 skip 126 122');
      expect(await unknown.ended).toBe(0);
      const far = await line.situation.callee('answers', FAR_NOTE);
      await caller.walk('>1 123');
      await hearsFar(caller);
      await eventually('the far party hears the caller', () => near(far.rtp.tone(300), CALLER_NOTE));
      await caller.hangUp();
      await eventually('the far party is released', () => far.ended.then(() => true));
      const wanted = ['call.returned', 'call.connect-failed', 'call.connected', 'call.ended'];
      await eventually('all of it is on the record', async () => {
        const types = await line.situation.timeline(callId);
        return wanted.every((type) => types.includes(type));
      });
    });

    it('a long-distance call is put through, and the agent leaves', async () => {
      const { caller, callId } = await talk(`>2 25 >3 114 >${FAR}#`);
      const far = await line.situation.callee('answers', FAR_NOTE);
      await asAgent(`/desk/calls/${callId}/consult`, askingNumber(FAR));
      await eventually(
        'the agent speaks with the far party',
        async () => near(await desk.hears(), FAR_NOTE),
        20_000,
      );
      await asAgent(`/desk/calls/${callId}/consult/complete`);
      await hearsFar(caller);
      await eventually('the far party hears the caller', () => near(far.rtp.tone(300), CALLER_NOTE));
      await desk.callState('wrap-up');
      await caller.hangUp();
      await eventually('the far party is released', () => far.ended.then(() => true));
    });

    it.each(['5', '1'])('the caller is asked after the talk, and answers %s', async (mark) => {
      const { caller } = await talk('>0');
      await desk.click('hang-up');
      await caller.walk(`skip 116 >${mark} 117 9`);
      await caller.isReleased();
      const detail = await caller.agrees();
      const answered = detail.timeline.find(({ type }) => type === 'ivr.survey-answered');
      expect(answered?.data).toMatchObject({ question: 'satisfaction', value: mark });
    });
  });

  describe('when the business system is away', () => {
    beforeAll(async () => {
      // It was there.
      await line.call('>3 6 >1 21 >02163330001# 102');
      await business.stop();
    });

    it('whatever needs it is left to an agent, politely', async () => {
      const leaves = [
        ['>1 4 >2 43 >1 44 >1 21 >13912345678# 69 5', 'general'],
        ['>1 4 >3 77 >97000001# 69 5', 'general'],
        ['>6 27 >3 29 >7777777# 69 5', 'general'],
        ['>3 6 >1 21 >13912345678# 69 5', 'faults'],
      ] as const;
      await Promise.all(
        leaves.map(([dialogue, queueId]) => line.callToQueue(dialogue, queueId, 'system-away')),
      );
    });
  });
});
