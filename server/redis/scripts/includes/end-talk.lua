-- The agent's part of a call is over: wrap-up until its deadline, or free at once. Idle time begins either way.
-- A dialled call may leave the idle clock alone (its field idleClock: 'never', 'talked' or 'always').
--- @include serve-agent
--- @include next-presence
--- @include away
local function beginWrapUp(agent, callId, untilAt, resumed)
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'wrapUpUntil', untilAt)
  redis.call('ZADD', prefix .. 'dl:wrap-up', untilAt, agent.agentId)
  setAgentState(agent, 'wrap-up', callId)
  appendEvent('wrap-up.started', { callId = callId, agentId = agent.agentId }, { ['until'] = untilAt, resumed = resumed })
end

local function endTalk(agent, callId, wrapUpMs, talkedMs)
  countTalk(agent, talkedMs)
  if redis.call('HGET', prefix .. 'call:' .. callId, 'idleClock') ~= 'never' then restartIdleClock(agent) end
  if tonumber(wrapUpMs) == 0 then
    becomeIdle(agent)
    return settleAgent(agent)
  end
  beginWrapUp(agent, callId, now + wrapUpMs)
end

-- A dialled call never came to be: he is what he was before, also in the wrap-up he dialled from.
local function undoDial(agent, callId)
  local key = prefix .. 'agent:' .. agent.agentId
  if redis.call('HGET', prefix .. 'call:' .. callId, 'idleClock') == 'always' then restartIdleClock(agent) end
  local left = redis.call('HGET', key, 'leftWrapUp')
  redis.call('HDEL', key, 'leftWrapUp')
  if not left then
    becomeIdle(agent)
    return settleAgent(agent)
  end
  local wrapUp = cjson.decode(left)
  redis.call('PERSIST', prefix .. 'call:' .. wrapUp.callId)
  if wrapUp.prolonged then redis.call('HSET', key, 'prolonged', wrapUp.prolonged) end
  beginWrapUp(agent, wrapUp.callId, now + wrapUp.leftMs, true)
end

-- The call goes on without its agent; what he says of it still finds it.
-- call: agentId, agentLegId, talkingAt, talkedMs → how long he talked, ms
local function detachAgent(callId, call)
  local callKey, talkedMs = prefix .. 'call:' .. callId, now - (call.talkingAt or now)
  redis.call('HDEL', callKey, 'agentId', 'agentLegId', 'talkingAt')
  redis.call('HSET', callKey, 'lastAgentId', call.agentId, 'talkedMs', (call.talkedMs or 0) + talkedMs)
  if call.agentLegId then redis.call('EXPIRE', prefix .. 'leg:' .. call.agentLegId, 3600) end
  forgetAway(callId)
  return talkedMs
end

-- The same, and his talk is counted and he wraps up.
local function releaseAgent(callId, call, wrapUpMs)
  local talkedMs = detachAgent(callId, call)
  endTalk(readAgent(call.agentId), callId, wrapUpMs, talkedMs)
end
