-- Ends an agent's wrap-up; the ended call's hash may now go. by: 'agent', 'deadline' or 'dial'.
-- His next state is set by the caller. His idle time begins, unless the call leaves the idle clock alone.
--- @include next-presence
-- What he said of the call; lacksDisposition: he said nothing although its queue wants to know.
local function dispositionOf(agent)
  return redis.call('HGET', prefix .. 'call:' .. agent.callId, 'disposition:' .. agent.agentId) or nil
end

local function lacksDisposition(agent)
  local queueId = redis.call('HGET', prefix .. 'call:' .. agent.callId, 'queueId')
  return queueId and redis.call('HGET', prefix .. 'queue:' .. queueId, 'dispositionRequired') == '1'
    and not dispositionOf(agent)
end

local function endWrapUp(agent, by)
  local key = prefix .. 'agent:' .. agent.agentId
  redis.call('ZREM', prefix .. 'dl:wrap-up', agent.agentId)
  redis.call('HDEL', key, 'wrapUpUntil', 'prolonged')
  local callKey = prefix .. 'call:' .. agent.callId
  local call = readFields(callKey, 'state', 'idleClock')
  if call.idleClock ~= 'never' then restartIdleClock(agent) end
  -- A call may go on without him.
  if call.state == 'ended' then redis.call('EXPIRE', callKey, 3600) end
  appendEvent('wrap-up.finished', { callId = agent.callId, agentId = agent.agentId }, { by = by,
    dispositionCode = dispositionOf(agent) or cjson.null, dispositionMissing = lacksDisposition(agent) or nil })
end
