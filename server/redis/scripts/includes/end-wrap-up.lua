-- Ends an agent's wrap-up; the ended call's hash may now go. by: 'agent', 'deadline' or 'dial'. call: when it was read already.
-- His next state is set by the caller. His idle time begins, unless the call leaves the idle clock alone.
--- @include next-presence
-- The call he wraps up. disposition: what he said of it; lacksDisposition: nothing, although its queue wants to know.
-- What he said has come of a campaign's call stands for it.
local function wrappedUpCall(agent)
  local said, marked = 'disposition:' .. agent.agentId, 'marked:' .. agent.agentId
  local call = readFields(prefix .. 'call:' .. agent.callId, 'state', 'idleClock', 'queueId', 'attemptQueueId', said, marked)
  call.disposition = call[said]
  local ruling = call.queueId or call.attemptQueueId
  call.lacksDisposition = not call.disposition and not call[marked] and ruling ~= nil
    and redis.call('HGET', prefix .. 'queue:' .. ruling, 'dispositionRequired') == '1'
  return call
end

local function endWrapUp(agent, by, call)
  call = call or wrappedUpCall(agent)
  local key = prefix .. 'agent:' .. agent.agentId
  redis.call('ZREM', prefix .. 'dl:wrap-up', agent.agentId)
  redis.call('HDEL', key, 'wrapUpUntil', 'prolonged')
  if call.idleClock ~= 'never' then restartIdleClock(agent) end
  -- A call may go on without him.
  if call.state == 'ended' then redis.call('EXPIRE', prefix .. 'call:' .. agent.callId, 3600) end
  appendEvent('wrap-up.finished', { callId = agent.callId, agentId = agent.agentId }, { by = by,
    dispositionCode = call.disposition or cjson.null, dispositionMissing = call.lacksDisposition or nil })
end
