import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { Situation } from '../support/situation';
import { bothHear, endsAsOneTalk } from '../support/talking';

jest.setTimeout(120_000);

/** Notes the page plays by itself: the tone of an answer, and none of a ring. */
const COUNT_NOTES = `window.__notes = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.__notes.push(Math.round(this.frequency.value));
    return start.apply(this, when);
  };`;

onEachSwitch(['chromium', 'sipp', 'redis'], 'a queue whose calls are answered by themselves', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    await situation.addQueueRule('autoAnswer: true');
  });
  afterAll(() => situation.stop());

  it('his phone answers, with a tone and without a click, and both hear each other', async () => {
    const desk = await situation.agent('1001');
    await desk.page.addInitScript(COUNT_NOTES);
    await desk.page.reload();
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    await desk.ready();
    await desk.page.evaluate('window.__notes = []');
    const caller = await situation.waitingCaller();
    await desk.callState('talking');
    await desk.page.getByTestId('customer-name').first().waitFor({ timeout: 10_000 });
    await bothHear({ desk, caller });
    await eventually(
      'he has heard the tone, and no ringing',
      async () => (await desk.page.evaluate<number[]>('window.__notes')).join() === '880,1175',
    );
    await endsAsOneTalk(situation, { desk, caller });
    // Nobody is logged in at first, and a page that is reloaded asks for a call it is in.
    expect(desk.complaints.filter((line) => !/401|409/.test(line))).toEqual([]);
  });
});
