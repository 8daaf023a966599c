import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { Situation } from '../support/situation';
import { bothHear, endsAsOneTalk } from '../support/talking';

jest.setTimeout(150_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'a queue whose agents’ legs stand while they ring', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    await situation.addQueueRule('standingLeg: true');
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const events = async (): Promise<readonly string[]> => {
    const [newest] = (await situation.api.calls()).items;
    return newest ? situation.timeline(newest.callId) : [];
  };
  const legStands = (): Promise<unknown> =>
    eventually('his leg is there', async () => (await situation.centre.legs()) === 2);

  it('who does not answer has missed the call, and it is offered to somebody else', async () => {
    const alice = await situation.readyAgent('1002');
    const caller = await situation.waitingCaller();
    await alice.callState('ringing');
    await legStands();
    await eventually('it is missed', async () => (await events()).includes('offer.missed'), 40_000);
    await eventually('his leg is let go', async () => (await situation.centre.legs()) === 1);
    // The caller's own alone: an agent's leg that stands has not been answered by him.
    expect((await events()).filter((type) => type === 'leg.answered')).toHaveLength(1);
    const bob = await situation.readyAgent('1001');
    await bob.callState('ringing');
    await bob.click('answer');
    await bob.callState('talking');
    await bothHear({ desk: bob, caller });
    await endsAsOneTalk(situation, { desk: bob, caller });
  });

  it('a page that is loaded anew while it rings rings again, and answers', async () => {
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await legStands();
    await desk.page.reload();
    await desk.callState('ringing');
    await desk.page.getByTestId('answer').click();
    await desk.callState('talking');
    await bothHear({ desk, caller });
    await endsAsOneTalk(situation, { desk, caller });
  });

  it('a server that starts anew does not take a leg that stands for an answer', async () => {
    // A server that starts slowly must not come too late for the offer.
    await situation.addQueueRule('offerTimeoutS: 90');
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await legStands();
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    const since = Date.now();
    await eventually('it has compared legs and calls', () => Date.now() - since > 3000);
    expect(await events()).not.toContain('offer.accepted');
    await desk.callState('ringing');
    await desk.page.getByTestId('answer').click();
    await desk.callState('talking');
    await bothHear({ desk, caller });
    await endsAsOneTalk(situation, { desk, caller });
  });
});
