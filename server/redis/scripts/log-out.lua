-- log-out: the session that holds the agent lets him go. A wrap-up ends with it; a call or a ringing offer forbids it.
-- KEYS: prefix
-- ARGV: clock, agentId, sessionId, busy (agent states)
-- Returns: { 'ok' } | { 'not-yours' } | { 'on-call' }
-- Events: wrap-up.finished, agent.state-changed, agent.unreachable, agent.presence-changed, agent.logged-out
local prefix = KEYS[1]
local clock, agentId, sessionId, busy = unpack(ARGV)
--- @include ready-sets
--- @include end-wrap-up

local key = prefix .. 'agent:' .. agentId
local agent = readAgent(agentId)
if agent.presence == 'logged-out' and redis.call('HGET', key, 'lastSessionId') == sessionId then return { 'ok' } end
if agent.sessionId ~= sessionId then return { 'not-yours' } end
if isOneOf(agent.state, busy) then return { 'on-call' } end

leaveReady(agentId, agent.profile)
if agent.state == 'wrap-up' then
  endWrapUp(agent, 'agent')
  setAgentState(agentId, 'idle', nil)
end
setReachable(agent, '0')
setPresence(agent, 'logged-out', nil)
redis.call('DEL', prefix .. 'sip:' .. agent.sipUser)
redis.call('HDEL', key, 'sessionId', 'sipUser', 'loggedInAt')
redis.call('HSET', key, 'lastSessionId', sessionId)
appendEvent('agent.logged-out', { agentId = agentId }, { sessionId = sessionId })
return { 'ok' }
