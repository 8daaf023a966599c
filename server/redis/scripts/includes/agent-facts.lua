-- Changes the three facts of an agent, each with its event, and only when it changes.
--- @include append-event
--- @include read-fields
local function readAgent(agentId)
  local agent = readFields(prefix .. 'agent:' .. agentId, 'presence', 'reason', 'state', 'reachable', 'profile',
    'idleSince', 'callId', 'offerId', 'sipUser', 'sessionId')
  agent.agentId = agentId
  agent.profile = agent.profile or '0'
  return agent
end

-- Whether he belongs in the ready sets; the same rule as canBeOffered in agent.machine.ts.
local function isEligible(agent)
  return agent.presence == 'ready' and agent.state == 'idle' and agent.reachable == '1'
end

local function setAgentState(agentId, state, callId)
  local key = prefix .. 'agent:' .. agentId
  if redis.call('HGET', key, 'state') == state then return end
  redis.call('HSET', key, 'state', state, 'stateSince', now)
  if callId then redis.call('HSET', key, 'callId', callId) else redis.call('HDEL', key, 'callId') end
  appendEvent('agent.state-changed', { agentId = agentId, callId = callId }, { state = state })
end

local function setPresence(agent, presence, reason)
  if agent.presence == presence and (agent.reason or '') == (reason or '') then return end
  local key = prefix .. 'agent:' .. agent.agentId
  redis.call('HSET', key, 'presence', presence, 'presenceSince', now)
  if reason then redis.call('HSET', key, 'reason', reason) else redis.call('HDEL', key, 'reason') end
  agent.presence, agent.reason = presence, reason
  appendEvent('agent.presence-changed', { agentId = agent.agentId }, { presence = presence, reason = reason or cjson.null })
end

local function setReachable(agent, reachable)
  if (agent.reachable or '0') == reachable then return end
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'reachable', reachable)
  agent.reachable = reachable
  appendEvent(reachable == '1' and 'agent.reachable' or 'agent.unreachable', { agentId = agent.agentId })
end
