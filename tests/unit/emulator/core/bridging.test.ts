import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeSwitch, settle } from './fakes';

describe('bridges', () => {
  let fake: FakeSwitch;
  beforeEach(() => {
    fake = new FakeSwitch();
    fake.media.sounds.set('/one', [2, 1]).set('music', [1000, 9]);
  });
  afterEach(() => fake.stop());

  const pair = async () => {
    const [a, b] = [await fake.answered(), await fake.answeredOut()];
    expect(await fake.api(`uuid_bridge ${a.uuid} ${b.uuid}`)).toBe(`+OK ${b.uuid}\n`);
    return { a, b };
  };

  it('lets each hear the other', async () => {
    const { a, b } = await pair();
    a.leg.say(5);
    b.leg.say(7);
    await fake.media.tick();
    expect([a.leg.sent.at(-1), b.leg.sent.at(-1)]).toEqual([7, 5]);
  });

  it('hands a key on, and goes on when the other phone takes none', async () => {
    const { a, b } = await pair();
    a.leg.press('5');
    expect(b.leg.pressed).toEqual(['5']);
    b.leg.takesKeys = false;
    a.leg.press('6');
    expect(fake.events.filter((one) => one.name === 'DTMF')).toHaveLength(2);
  });

  it('parks the one who stays', async () => {
    const { a, b } = await pair();
    b.call.dialog.hangUp();
    await settle();
    expect(fake.story(a.uuid).slice(-3)).toEqual(['BRIDGE', 'UNBRIDGE', 'PARK']);
    await fake.media.tick();
    expect(a.leg.sent.at(-1)).toBeNull();
  });

  it('hangs up the one who stays when he is not to be parked', async () => {
    const { a, b } = await pair();
    await fake.api(`uuid_setvar ${b.uuid} park_after_bridge false`);
    a.call.dialog.hangUp();
    await settle();
    expect(fake.event(b.uuid, 'CHANNEL_HANGUP_COMPLETE')?.header('Hangup-Cause')).toBe('NORMAL_CLEARING');
  });

  it('keeps the survivor when the other is gone before they met', async () => {
    const [a, b] = [await fake.answered(), await fake.answeredOut()];
    const reply = fake.core.api(`uuid_bridge ${a.uuid} ${b.uuid}`);
    a.call.dialog.hangUp();
    await reply;
    await settle();
    expect(fake.story(b.uuid).at(-1)).toBe('PARK');
    expect(fake.story(a.uuid)).not.toContain('BRIDGE');
    fake.execute(b.uuid, 'playback', '/one');
    await settle();
    await fake.media.tick(1);
    expect(b.leg.sent.at(-1)).toBe(1);
  });

  it('moves a leg to another bridge and parks the one left behind', async () => {
    const { a, b } = await pair();
    const c = await fake.answeredOut();
    await fake.api(`uuid_bridge ${b.uuid} ${c.uuid}`);
    expect(fake.story(a.uuid).at(-1)).toBe('PARK');
    b.leg.say(3);
    a.leg.say(4);
    await fake.media.tick();
    expect([c.leg.sent.at(-1), a.leg.sent.at(-1)]).toEqual([3, null]);
  });

  it('takes a leg out of a bridge to the overflow and parks the other', async () => {
    fake.media.sounds
      .set('/sounds/zh-CN/lines-busy.wav', [2, 11])
      .set('/sounds/en-US/lines-busy.wav', [2, 12]);
    const { a, b } = await pair();
    expect(await fake.api(`uuid_transfer ${a.uuid} fallback XML overflow`)).toBe('+OK\n');
    await fake.media.tick(6);
    expect(a.leg.sent.slice(0, 4)).toEqual([11, 11, 12, 12]);
    expect(fake.story(a.uuid).at(-1)).toBe('DESTROY');
    expect(fake.story(b.uuid).at(-1)).toBe('PARK');
  });

  it('mixes a file into what one leg hears, until its end or until told', async () => {
    const { a, b } = await pair();
    expect(await fake.api(`uuid_displace ${a.uuid} start '/one' 0 m`)).toBe('+OK Success\n');
    for (const expected of [8, 8, 7]) {
      b.leg.say(7);
      await fake.media.tick();
      expect(a.leg.sent.at(-1)).toBe(expected);
    }
    expect(await fake.api(`uuid_displace ${a.uuid} stop '/one'`)).toBe(
      '-ERR Cannot stop displace session!\n',
    );
    expect(await fake.api(`uuid_displace ${a.uuid} start /missing 0 m`)).toBe(
      '-ERR Cannot displace session!\n',
    );
    expect(b.leg.sent.every((value) => value === 0)).toBe(true);
  });

  it('lets a supervisor listen, whisper, and speak to both', async () => {
    const { a, b } = await pair();
    const s = await fake.answeredOut();
    fake.execute(s.uuid, 'eavesdrop', b.uuid);
    await settle();
    /** Over two ticks: a voice let in comes one tick after the rest. */
    const heard = async () => {
      a.leg.say(1);
      b.leg.say(10);
      s.leg.say(100);
      await fake.media.tick(2);
      return [a, b, s].map(({ leg }) => (leg.sent.at(-1) ?? 0) + (leg.sent.at(-2) ?? 0));
    };
    const steer = async (command: string) => {
      const headers = new Map([
        ['unique-id', s.uuid],
        ['eavesdrop-command', command],
      ]);
      expect(fake.core.sendEvent(headers)).toMatch(/^\+OK /);
      await settle();
      return heard();
    };
    expect(await heard()).toEqual([10, 1, 11]);
    expect(await steer('2')).toEqual([10, 101, 11]);
    expect(await steer('1')).toEqual([110, 1, 11]);
    expect(await steer('3')).toEqual([110, 101, 11]);
    expect(await steer('0')).toEqual([10, 1, 11]);
    expect((await steer('*')).slice(0, 2)).toEqual([10, 1]);
    expect(fake.story(s.uuid).at(-1)).toBe('EXECUTE_COMPLETE eavesdrop');
    // Told to a leg that has not joined, it waits until it has.
    await steer('3');
    fake.execute(s.uuid, 'eavesdrop', b.uuid);
    await settle();
    expect(await heard()).toEqual([110, 101, 11]);
  });
});
