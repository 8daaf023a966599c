import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { Colleague } from '../support/colleague';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { colleagueGaps } from '../support/gap-colleague';
import { GapHouse } from '../support/gap-house';
import { parkingGaps } from '../support/gap-parking';
import { recordingGaps } from '../support/gap-recordings';
import { supervisionGaps } from '../support/gap-supervision';
import { gapScenarios } from '../support/gap-scenarios';
import { threeGaps } from '../support/gap-three';
import { ServerDeath } from '../support/server-death';

jest.setTimeout(90_000);

/** Nothing hangs on these: a leg that goes anyway, words over a talk, a guard renewed. */
const isBeside = (command: string): boolean => BESIDE.includes(command);
const BESIDE = ['announceOverSpeech caller', 'announceOverSpeech called', 'hangUp caller', 'hangUp agent'];

onEachSwitch(['redis'], 'a server dies right before a command', (kind) => {
  const death = new ServerDeath();
  const bench = new CallRoomsBench(kind, death);
  const house = new GapHouse(bench, death);
  beforeAll(async () => {
    await bench.open();
    house.bob = await Colleague.join(bench);
  }, 90_000);
  afterAll(async () => {
    house.bob.close();
    await bench.close();
  }, 30_000);
  beforeEach(() => {
    bench.queue = { leaveKeys: { '1': 'callback' } };
    bench.surveyShare = 0;
  });
  afterEach(async () => {
    death.spare();
    bench.alice.behaviours.clear();
    await bench.registerAlice();
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    for (const { callbackId, callId } of await bench.stores.calls.list())
      if (callbackId !== null) await bench.stores.callbacks.cancel('13800000001', callId);
    await bench.sweep();
    await bench.quiet();
    await house.bob.rest();
    expect(await bench.stores.acd.brokenInvariants()).toEqual([]);
  });

  describe.each([
    ...gapScenarios,
    ...colleagueGaps,
    ...threeGaps,
    ...parkingGaps,
    ...supervisionGaps,
    ...recordingGaps,
  ])('$name', ({ gaps, arrange, act, right }) => {
    it.each(gaps)('before %s', async (gap) => {
      await arrange(house);
      death.before(gap);
      void act(house).catch(() => undefined);
      await eventually('the server has died', () => death.hasStruck);
      await bench.replaceServer();
      await right(house);
    });

    it('has these gaps', async () => {
      await arrange(house);
      death.listen();
      await act(house);
      await eventually('each is met', () => gaps.every((gap) => death.commands.includes(gap)));
      expect(death.commands.filter((command) => !gaps.includes(command) && !isBeside(command))).toEqual([]);
      await right(house);
    });
  });
});
