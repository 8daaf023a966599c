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

  it('sends a parked leg silence when it is told so, and nothing otherwise', async () => {
    const { uuid } = await fake.arrive();
    await fake.api(`uuid_setvar ${uuid} send_silence_when_idle -1`);
    fake.execute(uuid, 'answer', '');
    fake.execute(uuid, 'playback', '/one', 'a', true);
    await settle();
    await fake.media.tick(5);
    expect(fake.media.legs.at(-1)?.sent).toEqual([1, 1, 0, 0, 0]);
    const other = await fake.answered();
    await fake.media.tick(1);
    expect(other.leg.sent).toEqual([null]);
  });

  it('begins a file where it is told', async () => {
    const { uuid, leg } = await fake.answered();
    fake.media.sounds.set('/long', [5, 3]);
    fake.execute(uuid, 'playback', '/long@@320');
    await settle();
    await fake.media.tick(5);
    expect(leg.sent).toEqual([3, 3, 3, null, null]);
  });

  /** As FreeSWITCH's thread does it: docs/switch.md, "How soon the next prompt is heard". */
  it('lays a file over a prompt in the tick it ends in and over the silence after it', async () => {
    const { uuid } = await fake.arrive();
    await fake.api(`uuid_setvar ${uuid} send_silence_when_idle -1`);
    fake.execute(uuid, 'answer', '');
    fake.execute(uuid, 'playback', 'music', 'a', true);
    await settle();
    await fake.media.tick(2);
    fake.media.sounds.set('/next', [10, 5]);
    expect(await fake.api(`uuid_displace ${uuid} start '/next' 2`)).toBe('+OK Success\n');
    expect(await fake.api(`uuid_displace ${uuid} start '/next' 2`)).toBe('-ERR Cannot displace session!\n');
    await fake.api(`uuid_break ${uuid} all`);
    fake.execute(uuid, 'stop_displace_session', '/next', 'b', true);
    fake.execute(uuid, 'playback', '/two', 'c', true);
    await fake.media.tick(5);
    expect(fake.media.legs.at(-1)?.sent).toEqual([9, 9, 5, 5, 2, 2, 0]);
    expect(fake.story(uuid).filter((line) => line.includes('stop_displace'))).toHaveLength(2);
  });

  it('lays a file over what is heard no longer than asked', async () => {
    const { uuid, leg } = await fake.answered();
    fake.media.sounds.set('/long', [1000, 5]);
    fake.execute(uuid, 'playback', 'music');
    await settle();
    await fake.api(`uuid_displace ${uuid} start '/long' 1`);
    await fake.media.tick(52);
    expect(leg.sent.filter((value) => value === 5)).toHaveLength(50);
    expect(leg.sent.slice(-2)).toEqual([9, 9]);
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
