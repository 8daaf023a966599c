import { AcdService, type AcdSettings } from '../../server/acd/acd.service';
import { legId, switchId } from '../../server/contract/ids';
import type { SoundItem, Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { newOfferId, openCallCentre } from './call-centre';

const MINUTE_MS = 60_000;
const said: SoundItem = { kind: 'beep' };

requires('redis')('a waiting caller who is told how long it takes', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  /** One caller waits who is due to hear it; so many calls were answered in the last four minutes. */
  const told = async (answers: number) => {
    const centre = await openCallCentre(connection);
    centre.clock.ms = Date.now() - MINUTE_MS;
    const call = await centre.queued();
    centre.clock.ms = Date.now();
    for (let nth = 0; nth < answers; nth += 1)
      await connection.command([
        'RPUSH',
        `${centre.prefix}answers:general`,
        String(Date.now() - 4 * MINUTE_MS),
      ]);
    const switches = new Switches();
    const heard: string[] = [];
    switches.add({
      id: switchId((await centre.calls.get(call))?.switchId ?? ''),
      announceOverMusic: (leg) => Promise.resolve(void heard.push(leg)),
    } as Partial<Switch> as Switch);
    const settings = {
      newId: newOfferId,
      logger: silentLogger,
      positionPrompts: () => [said],
      queueOf: () => ({ comfortS: 30 }),
    } as unknown as AcdSettings;
    const acd = new AcdService({ ...centre, switches, settings, sticky: { lastOf: () => null } as never });
    await acd.tellPositions(() => true);
    const leg = (await centre.calls.get(call))?.customerLegId;
    expect(heard).toEqual([legId(leg ?? '')]);
    return (await centre.happened()).filter(({ type }) => type === 'call.wait-told');
  };

  it('has it kept, to be set beside how long it took', async () => {
    // Five answers in four minutes: 48 s for the next one.
    expect(await told(5)).toMatchObject([{ queueId: 'general', data: { position: 1, minutes: 1 } }]);
  });

  it('has nothing kept when he was told his place only', async () => {
    expect(await told(4)).toEqual([]);
  });
});
