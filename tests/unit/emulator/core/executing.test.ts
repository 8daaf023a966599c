import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeSwitch, settle } from './fakes';

describe('executes of the event socket', () => {
  let fake: FakeSwitch;
  beforeEach(() => {
    fake = new FakeSwitch();
    fake.media.sounds.set('/one', [2, 1]).set('/two', [2, 2]).set('music', [1000, 9]);
  });
  afterEach(() => fake.stop());

  const played = (uuid: string) => fake.story(uuid).filter((line) => line.includes('playback'));

  it('plays locked ones one after the other, without a gap', async () => {
    const { uuid, leg } = await fake.answered();
    fake.execute(uuid, 'playback', '/one', 'a', true);
    fake.execute(uuid, 'playback', '/two', 'b', true);
    await settle();
    await fake.media.tick(6);
    expect(leg.sent).toEqual([1, 1, 2, 2, null, null]);
    expect(played(uuid)).toEqual([
      'EXECUTE playback',
      'EXECUTE_COMPLETE playback FILE PLAYED',
      'EXECUTE playback',
      'EXECUTE_COMPLETE playback FILE PLAYED',
    ]);
    expect(fake.event(uuid, 'CHANNEL_EXECUTE_COMPLETE')?.header('Application-UUID')).toBe('b');
  });

  it('runs a later one nested in an unlocked one, which goes on afterwards', async () => {
    const { uuid, leg } = await fake.answered();
    fake.execute(uuid, 'playback', 'music');
    await settle();
    await fake.media.tick(2);
    fake.execute(uuid, 'playback', '/one', 'a', true);
    await settle();
    await fake.media.tick(4);
    expect(leg.sent).toEqual([9, 9, 1, 1, 9, 9]);
  });

  it('breaks everything off, what is queued and what is nested, and is silent then', async () => {
    const { uuid, leg } = await fake.answered();
    fake.execute(uuid, 'playback', 'music');
    await settle();
    fake.execute(uuid, 'playback', '/one', 'a', true);
    fake.execute(uuid, 'playback', '/two', 'b', true);
    await settle();
    await fake.media.tick(1);
    expect(await fake.api(`uuid_break ${uuid} all`)).toBe('+OK\n');
    await fake.media.tick(3);
    expect(leg.sent).toEqual([1, null, null, null]);
    expect(played(uuid).filter((line) => line.startsWith('EXECUTE_COMPLETE'))).toHaveLength(2);
    fake.execute(uuid, 'playback', '/two', 'c', true);
    await settle();
    await fake.media.tick(2);
    expect(leg.sent.slice(-2)).toEqual([2, 2]);
  });

  it('says that a file is missing, and goes on', async () => {
    const { uuid } = await fake.answered();
    fake.execute(uuid, 'playback', '/missing');
    await settle();
    expect(played(uuid)).toEqual(['EXECUTE playback', 'EXECUTE_COMPLETE playback FILE NOT FOUND']);
    expect(fake.story(uuid).at(-1)).not.toBe('HANGUP');
  });

  it('stops a playback at a terminator only', async () => {
    const { uuid, leg } = await fake.answered();
    fake.execute(uuid, 'playback', 'music');
    await settle();
    leg.press('*');
    await settle();
    expect(played(uuid)).toHaveLength(1);
    await fake.api(`uuid_setvar ${uuid} playback_terminators #`);
    leg.press('1');
    leg.press('#');
    await settle();
    expect(played(uuid)).toHaveLength(2);
    expect(fake.events.filter((one) => one.name === 'DTMF').map((one) => one.header('DTMF-Digit'))).toEqual([
      '*',
      '1',
      '#',
    ]);
  });

  it('refuses an application it lacks, by name', async () => {
    const { uuid } = await fake.answered();
    expect(fake.execute(uuid, 'conference', 'room')).toBe(
      '-ERR The embedded switch lacks the application conference',
    );
    expect(fake.execute('nobody', 'answer', '')).toBe('-ERR invalid session id [nobody]');
  });

  it('takes no more than FreeSWITCH would queue', async () => {
    const { uuid } = await fake.answered();
    fake.execute(uuid, 'playback', 'music', 'm', true);
    await settle();
    const replies = Array.from({ length: 300 }, () => fake.execute(uuid, 'playback', '/one', 'x', true));
    expect(replies.filter((reply) => reply === '+OK')).toHaveLength(256);
    expect(replies.at(-1)).toBe('-ERR memory error');
  });
});
