-- The agent's part of a call is over: wrap-up until its deadline, or free at once. Idle time begins either way.
--- @include serve-agent
local function endTalk(agent, callId, wrapUpMs)
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'idleSince', stamp)
  agent.idleSince = stamp
  if tonumber(wrapUpMs) == 0 then
    setAgentState(agent.agentId, 'idle', nil)
    agent.state = 'idle'
    return settleAgent(agent)
  end
  local untilAt = now + wrapUpMs
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'wrapUpUntil', untilAt)
  redis.call('ZADD', prefix .. 'dl:wrap-up', untilAt, agent.agentId)
  setAgentState(agent.agentId, 'wrap-up', callId)
  appendEvent('wrap-up.started', { callId = callId, agentId = agent.agentId }, { ['until'] = untilAt })
end

-- The call goes on without its agent: his talk is counted, he wraps up, and what he says of it still finds the call.
-- call: agentId, agentLegId, talkingAt, talkedMs
local function releaseAgent(callId, call, wrapUpMs)
  local callKey = prefix .. 'call:' .. callId
  redis.call('HDEL', callKey, 'agentId', 'agentLegId', 'talkingAt')
  redis.call('HSET', callKey, 'lastAgentId', call.agentId,
    'talkedMs', (call.talkedMs or 0) + now - (call.talkingAt or now))
  if call.agentLegId then redis.call('EXPIRE', prefix .. 'leg:' .. call.agentLegId, 3600) end
  endTalk(readAgent(call.agentId), callId, wrapUpMs)
end
