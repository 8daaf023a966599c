-- Ends an agent's wrap-up; the ended call's hash may now go. by: 'agent', 'deadline' or 'dial'.
-- His next state is set by the caller. His idle time begins.
--- @include agent-facts
local function endWrapUp(agent, by)
  local key = prefix .. 'agent:' .. agent.agentId
  redis.call('ZREM', prefix .. 'dl:wrap-up', agent.agentId)
  redis.call('HDEL', key, 'wrapUpUntil')
  redis.call('HSET', key, 'idleSince', stamp)
  -- A call may go on without him.
  local callKey = prefix .. 'call:' .. agent.callId
  if redis.call('HGET', callKey, 'state') == 'ended' then redis.call('EXPIRE', callKey, 3600) end
  appendEvent('wrap-up.finished', { callId = agent.callId, agentId = agent.agentId }, { by = by })
  agent.idleSince = stamp
end
