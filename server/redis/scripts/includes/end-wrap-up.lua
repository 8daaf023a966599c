-- Ends an agent's wrap-up; the ended call's hash may now go. by: 'agent', 'deadline' or 'dial'.
-- His next state is set by the caller. His idle time begins.
--- @include agent-facts
local function endWrapUp(agent, by)
  local key = prefix .. 'agent:' .. agent.agentId
  redis.call('ZREM', prefix .. 'dl:wrap-up', agent.agentId)
  redis.call('HDEL', key, 'wrapUpUntil')
  redis.call('HSET', key, 'idleSince', stamp)
  redis.call('EXPIRE', prefix .. 'call:' .. agent.callId, 3600)
  appendEvent('wrap-up.finished', { callId = agent.callId, agentId = agent.agentId }, { by = by })
  agent.idleSince = stamp
end
