import { noticeSchema } from '../contract/notices';
import type { NoticeStore } from '../supervision/notice-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { readNotice } from './scripts/read-notice';
import { sendNotice } from './scripts/send-notice';

export const createNoticeStore = (
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
): NoticeStore => ({
  send: (agentId, notice, atMost) => sendNotice(scripts, agentId, notice, atMost),
  read: (agentId, noticeId) => readNotice(scripts, agentId, noticeId),
  unread: async (agentId) =>
    asTexts(await connection.command(['HVALS', keys.notices(agentId)]))
      .map((text) => noticeSchema.parse(JSON.parse(text)))
      .sort((one, other) => one.sentAt - other.sentAt),
});
