import { DateTime } from 'luxon';
import type { AgentDay } from '../contract/agent-day';
import type { AgentId } from '../contract/ids';

/** What the intervals of an agent add up to between two moments (Unix ms); what goes on counts up to the second one. */
export type AgentTimes = Omit<AgentDay, 'day' | 'handlingMs'>;

/** Lasting, filled by the projector: up to a second behind the live state. */
export interface AgentDays {
  timesOf(agentId: AgentId, from: number, until: number): Promise<AgentTimes>;
}

/** His figures since midnight in the centre's time zone. */
export const dayOfAgent =
  (days: AgentDays, timeZone: string) =>
  async (agentId: AgentId): Promise<AgentDay> => {
    const now = DateTime.now().setZone(timeZone);
    const times = await days.timesOf(agentId, now.startOf('day').toMillis(), now.toMillis());
    const calls = times.answered + times.dialled;
    const handlingMs = calls === 0 ? null : Math.round((times.onCallMs + times.wrapUpMs) / calls);
    return { day: now.toFormat('yyyy-MM-dd'), ...times, handlingMs };
  };
