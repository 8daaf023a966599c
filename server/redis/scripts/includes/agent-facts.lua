-- Changes the three facts of an agent, each with its event, and only when it changes. isFreed: this script made him idle, so
-- nobody has put him among the ready or the owed yet.
--- @include append-event
--- @include read-fields
local function readAgent(agentId)
  local agent = readFields(prefix .. 'agent:' .. agentId, 'presence', 'reason', 'state', 'reachable', 'profile', 'kinds',
    'idleSince', 'callId', 'offerId', 'sipUser', 'sessionId', 'next', 'calls', 'talkMs')
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

local function setAgentState(agent, state, callId)
  if agent.state == state then return end
  local key = prefix .. 'agent:' .. agent.agentId
  if callId then redis.call('HSET', key, 'state', state, 'stateSince', moment, 'callId', callId)
  else
    redis.call('HSET', key, 'state', state, 'stateSince', moment)
    redis.call('HDEL', key, 'callId', 'offerId')
    agent.isFreed = state == 'idle'
  end
  agent.state, agent.callId = state, callId
  appendEvent('agent.state-changed', { agentId = agent.agentId, callId = callId }, '{"state":"' .. state .. '"}')
end

-- He is not to be had: calls that wait for him alone are to wait for others, too, as soon as their steps are looked at.
local function sendPersonalOn(agentId)
  for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'w:@' .. agentId, 0, -1)) do
    redis.call('ZADD', prefix .. 'dl:step', now, callId)
  end
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
  if presence ~= 'ready' then sendPersonalOn(agent.agentId) end
  appendEvent('agent.presence-changed', { agentId = agent.agentId }, { presence = presence, reason = reason or cjson.null,
    productive = rule and rule.productive or nil, ['until'] = untilAt or nil })
end

-- because: 'asleep', of a phone that is registered.
local function setReachable(agent, reachable, because)
  if (agent.reachable or '0') == reachable then return end
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'reachable', reachable)
  agent.reachable = reachable
  if reachable == '0' then sendPersonalOn(agent.agentId) end
  appendEvent(reachable == '1' and 'agent.reachable' or 'agent.unreachable', { agentId = agent.agentId },
    because and { because = because } or nil)
end

-- What least-talk-time looks at: since he logged in.
local function countTalk(agent, talkedMs)
  agent.talkMs = string.format('%.0f', (agent.talkMs or 0) + talkedMs)
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'talkMs', agent.talkMs)
end
