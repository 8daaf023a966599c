import { noticeSchema, type Notice } from '../contract/notices';
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
      .flatMap(decode)
      .sort((one, other) => one.sentAt - other.sentAt),
});

/** One that another release wrote otherwise is not shown: it must not keep the whole desk from being made. */
function decode(text: string): readonly Notice[] {
  try {
    return [noticeSchema.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}
