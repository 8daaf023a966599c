import { randomUUID } from 'node:crypto';
import type { Notice } from '../../server/contract/notices';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, bob, openCallCentre, type CallCentre } from './call-centre';

const aNotice = (over: Partial<Notice> = {}): Notice => ({
  noticeId: randomUUID(),
  kind: 'message',
  from: 'Susan',
  text: 'Coffee at three.',
  presence: null,
  sentAt: 1_700_000_000_000,
  ...over,
});

requires('redis')('what agents are told', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    centre = await openCallCentre(connection);
    await centre.present(alice);
  });
  afterEach(async () => {
    expect(await centre.acd.brokenInvariants()).toEqual([]);
  });

  it('stands there until he has read it, oldest first', async () => {
    const later = aNotice({ sentAt: 1_700_000_001_000 });
    const first = aNotice();
    for (const notice of [later, first]) expect(await centre.notices.send(alice, notice, 20)).toBe('sent');
    expect(await centre.notices.unread(alice)).toEqual([first, later]);
    expect(await centre.notices.read(alice, first.noticeId)).toBe('read');
    expect(await centre.notices.read(alice, first.noticeId)).toBe('gone');
    expect(await centre.notices.unread(alice)).toEqual([later]);
    expect((await centre.eventTypes()).filter((type) => type.startsWith('notice.'))).toEqual([
      ...['notice.sent', 'notice.sent', 'notice.read'],
    ]);
  });

  it('is left out when nobody can read it, and keeps the others', async () => {
    const notice = aNotice();
    await centre.notices.send(alice, notice, 20);
    for (const text of ['{', '{"kind":"song"}'])
      await connection.command(['HSET', `${centre.prefix}notices:${alice}`, text, text]);
    expect(await centre.notices.unread(alice)).toEqual([notice]);
  });

  it('is sent once however often it is asked for', async () => {
    const notice = aNotice();
    await centre.notices.send(alice, notice, 20);
    await centre.notices.send(alice, notice, 20);
    expect(await centre.notices.unread(alice)).toHaveLength(1);
  });

  it('is not piled up, and not sent to who is not there', async () => {
    for (let i = 0; i < 3; i++) await centre.notices.send(alice, aNotice(), 3);
    expect(await centre.notices.send(alice, aNotice(), 3)).toBe('full');
    expect(await centre.notices.send(bob, aNotice(), 3)).toBe('not-there');
    expect(await centre.notices.unread(bob)).toEqual([]);
  });
});
