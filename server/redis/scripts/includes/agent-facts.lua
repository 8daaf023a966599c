-- Changes the three facts of an agent, each with its event, and only when it changes.
--- @include append-event
--- @include read-fields
local function readAgent(agentId)
  local agent = readFields(prefix .. 'agent:' .. agentId, 'presence', 'reason', 'state', 'reachable', 'profile',
    'idleSince', 'callId', 'offerId', 'sipUser', 'sessionId', 'next')
  agent.agentId = agentId
  agent.profile = agent.profile or '0'
  return agent
end

-- Whether he belongs in the ready sets; the same rule as canBeOffered in agent.machine.ts.
local function isEligible(agent)
  return agent.presence == 'ready' and agent.state == 'idle' and agent.reachable == '1'
end

local function restartIdleClock(agent)
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'idleSince', stamp)
  agent.idleSince = stamp
end

local function setAgentState(agentId, state, callId)
  local key = prefix .. 'agent:' .. agentId
  if redis.call('HGET', key, 'state') == state then return end
  redis.call('HSET', key, 'state', state, 'stateSince', now)
  if callId then redis.call('HSET', key, 'callId', callId) else redis.call('HDEL', key, 'callId') end
  appendEvent('agent.state-changed', { agentId = agentId, callId = callId }, { state = state })
end

-- on-break:<reason> holds who is on that break and who goes on it next, which is what limits are counted by.
-- rule, of a break: { productive =, maxMs = }, each may be missing.
local function setPresence(agent, presence, reason, rule)
  if agent.presence == presence and (agent.reason or '') == (reason or '') then return end
  local key = prefix .. 'agent:' .. agent.agentId
  if agent.presence == 'break' and agent.reason then redis.call('SREM', prefix .. 'on-break:' .. agent.reason, agent.agentId) end
  if presence == 'break' and reason then redis.call('SADD', prefix .. 'on-break:' .. reason, agent.agentId) end
  redis.call('HSET', key, 'presence', presence, 'presenceSince', now)
  if reason then redis.call('HSET', key, 'reason', reason) else redis.call('HDEL', key, 'reason') end
  local untilAt = rule and rule.maxMs and now + rule.maxMs
  if untilAt then
    redis.call('HSET', key, 'breakUntil', untilAt)
    redis.call('ZADD', prefix .. 'dl:break', untilAt, agent.agentId)
  else
    redis.call('HDEL', key, 'breakUntil')
    redis.call('ZREM', prefix .. 'dl:break', agent.agentId)
  end
  agent.presence, agent.reason = presence, reason
  appendEvent('agent.presence-changed', { agentId = agent.agentId }, { presence = presence, reason = reason or cjson.null,
    productive = rule and rule.productive or nil, ['until'] = untilAt or nil })
end

local function setReachable(agent, reachable)
  if (agent.reachable or '0') == reachable then return end
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'reachable', reachable)
  agent.reachable = reachable
  appendEvent(reachable == '1' and 'agent.reachable' or 'agent.unreachable', { agentId = agent.agentId })
end
