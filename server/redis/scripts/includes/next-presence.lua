-- What a busy agent chose to be afterwards: { presence =, reason =, productive =, maxMs = } as JSON in his field `next`.
-- A break that was chosen takes its place at once, so that it is there when its time comes.
--- @include log-out-agent
local function placeOf(chosen)
  return chosen and chosen.presence == 'break' and chosen.reason and prefix .. 'on-break:' .. chosen.reason or nil
end

-- chosen: nil when he stays what he is.
local function setNext(agent, chosen)
  local before = agent.next and cjson.decode(agent.next)
  if chosen and agent.presence == chosen.presence and (agent.reason or '') == (chosen.reason or '') then chosen = nil end
  if not chosen and not before then return end
  if chosen and before and chosen.presence == before.presence and chosen.reason == before.reason then return end
  if placeOf(before) then redis.call('SREM', placeOf(before), agent.agentId) end
  if placeOf(chosen) then redis.call('SADD', placeOf(chosen), agent.agentId) end
  local key = prefix .. 'agent:' .. agent.agentId
  agent.next = chosen and cjson.encode(chosen)
  if chosen then redis.call('HSET', key, 'next', agent.next) else redis.call('HDEL', key, 'next') end
  appendEvent('agent.next-chosen', { agentId = agent.agentId, callId = agent.callId },
    { presence = chosen and chosen.presence or cjson.null, reason = chosen and chosen.reason or cjson.null })
  if (chosen and chosen.presence or agent.presence) ~= 'ready' then sendPersonalOn(agent.agentId) end
end

-- Nothing holds the agent any more: what he chose to be afterwards, he is now.
local function becomeIdle(agent)
  local key = prefix .. 'agent:' .. agent.agentId
  setAgentState(agent, 'idle', nil)
  if not agent.next then return end
  local chosen = cjson.decode(agent.next)
  redis.call('HDEL', key, 'next')
  agent.next = nil
  if chosen.presence == 'logged-out' then return logOutAgent(agent, 'planned') end
  -- As with Ready when idle: the time before does not count.
  if chosen.presence == 'ready' then restartIdleClock(agent) end
  setPresence(agent, chosen.presence, chosen.reason, chosen)
end
