import type { AgentId } from '../contract/ids';
import type { Notice } from '../contract/notices';

/** What agents are told and have not read. Each method that changes something is one Lua script, with its event. */
export interface NoticeStore {
  /** The same id again is sent once. */
  send(agentId: AgentId, notice: Notice, atMost: number): Promise<'sent' | 'full' | 'not-there'>;
  read(agentId: AgentId, noticeId: string): Promise<'read' | 'gone'>;
  /** Oldest first. */
  unread(agentId: AgentId): Promise<readonly Notice[]>;
}
