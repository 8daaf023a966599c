-- log-out: the session that holds the agent lets him go. A wrap-up ends with it; a call or a ringing offer forbids it.
-- KEYS: prefix
-- ARGV: clock, agentId, sessionId, by ('agent' or who ends it), busy (agent states)
-- Returns: { 'ok' } | { 'not-yours' } | { 'on-call' } | { 'disposition-missing' }
-- Events: wrap-up.finished, agent.state-changed, agent.next-chosen, agent.unreachable, agent.presence-changed, agent.logged-out
local prefix = KEYS[1]
local clock, agentId, sessionId, by, busy = unpack(ARGV)
--- @include end-wrap-up

local key = prefix .. 'agent:' .. agentId
local agent = readAgent(agentId)
if agent.presence == 'logged-out' and redis.call('HGET', key, 'lastSessionId') == sessionId then return { 'ok' } end
if agent.sessionId ~= sessionId then return { 'not-yours' } end
if isOneOf(agent.state, busy) then return { 'on-call' } end

if agent.state == 'wrap-up' then
  if by == 'agent' and wrappedUpCall(agent).lacksDisposition then return { 'disposition-missing' } end
  endWrapUp(agent, by)
  setAgentState(agent, 'idle', nil)
end
setNext(agent, nil)
logOutAgent(agent, by)
return { 'ok' }
