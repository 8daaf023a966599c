import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeSwitch } from './fakes';

const GONE = '11111111-2222-4333-8444-555555555555';

describe('commands', () => {
  let fake: FakeSwitch;
  beforeEach(() => {
    fake = new FakeSwitch();
  });
  afterEach(() => fake.stop());

  /** As FreeSWITCH 1.11.1 answered. */
  it.each([
    [`uuid_exists ${GONE}`, 'false'],
    [`uuid_dump ${GONE} json`, '-ERR No such channel!\n'],
    [`uuid_kill ${GONE}`, '-ERR No such channel!\n'],
    [`uuid_break ${GONE} all`, '-ERR No such channel!\n'],
    [`uuid_setvar ${GONE} a b`, '-ERR No such channel!\n'],
    [`uuid_bridge ${GONE} x`, '-ERR Invalid uuid\n'],
    [`uuid_park ${GONE}`, '-ERR No such channel!\n'],
    [`uuid_transfer ${GONE} x`, '-ERR No such channel!\n'],
    [`uuid_displace ${GONE} start x 0 m`, '-ERR Cannot locate session!\n'],
    [`uuid_record ${GONE} start x`, '-ERR Cannot locate session!\n'],
    ['uuid_bridge', '-USAGE: <uuid> <other_uuid>\n'],
    ['uuid_kill', '-USAGE: <uuid> [cause]\n'],
    ['sched_del nope', '+OK Deleted: 0\n'],
    ['show channels as json', '{"row_count": 0}\n'],
    ['show registrations as json', '{"row_count": 0}\n'],
    ['show channels count', '\n0 total.\n'],
    [
      'originate sofia/nope/1 &park()',
      '-ERR The embedded switch lacks originate without ignore_early_media=true or consume\n',
    ],
    ['originate {ignore_early_media=true}sofia/nope/1 &park()', '-ERR INVALID_PROFILE\n'],
  ])('%s', async (line, reply) => {
    expect(await fake.api(line)).toBe(reply);
  });

  it.each([
    'conference room list',
    'uuid_broadcast x y',
    'reloadxml',
    'uuid_send_dtmf x 1',
    'system ls',
    '__proto__',
    'constructor x',
  ])('refuses %s, naming it', async (line) => {
    expect(await fake.api(line)).toMatch(new RegExp(`^-ERR ${line.split(' ')[0]} Command not found!`));
  });

  it.each([
    [`show calls as json`, 'show calls'],
    ['originate {ignore_early_media=true,execute_on_answer=x}sofia/trunk/1@h:1 &park()', 'execute_on_answer'],
    ['originate {ignore_early_media=true}user/1001 &park()', 'user/1001'],
    ['originate {ignore_early_media=true}sofia/trunk/1@h:1 &conference(x)', 'conference'],
    ['sofia profile trunk restart', 'sofia profile'],
    ['global_getvar base_dir', 'base_dir'],
  ])('never pretends: %s', async (line, missing) => {
    const reply = await fake.api(line);
    expect(reply).toMatch(/^-ERR The embedded switch lacks /);
    expect(reply).toContain(missing);
  });

  it('records a leg, masks and closes the file with it', async () => {
    const { uuid, call } = await fake.answered();
    await fake.api(`uuid_setvar ${uuid} RECORD_STEREO true`);
    for (const action of ['start', 'mask', 'unmask', 'pause', 'resume']) {
      expect(await fake.api(`uuid_record ${uuid} ${action} /tmp/x.wav`)).toBe('+OK Success\n');
    }
    expect(await fake.api(`uuid_record ${uuid} mask /tmp/y.wav`)).toMatch(/^-ERR/);
    expect(fake.media.recordings).toEqual([
      'start /tmp/x.wav true',
      'mask true',
      'mask false',
      'pause true',
      'pause false',
    ]);
    call.dialog.hangUp();
    await fake.api('status');
    const story = fake.story(uuid);
    expect(story.indexOf('RECORD_STOP')).toBeLessThan(story.indexOf('HANGUP_COMPLETE'));
    expect(fake.event(uuid, 'RECORD_STOP')?.header('variable_record_ms')).toBe('1000');
  });

  it('guards a leg, also with a group of its own', async () => {
    const { uuid } = await fake.arrive();
    const own = await fake.api(`uuid_getvar ${uuid} last_sched_id`);
    expect(await fake.api(`sched_api +60 fb-${uuid} uuid_transfer ${uuid} fallback XML overflow`)).toMatch(
      /^\+OK Added: \d+\n$/,
    );
    expect(await fake.api(`sched_del ${own}`)).toBe('+OK Deleted: 1\n');
    expect(await fake.api(`sched_del ${uuid}`)).toBe('+OK Deleted: 0\n');
    expect(await fake.api(`sched_del fb-${uuid}`)).toBe('+OK Deleted: 1\n');
  });
});
