-- start-outbound: an agent dials: reserves him and makes the call. Dialling ends a wrap-up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, agentLegId, fields (JSON), startedData (JSON), allowed
-- Returns: { 'started' } | { 'agent-busy', agent state or 'logged-out', 'unreachable', 'disposition-missing' }
-- Events: call.started, wrap-up.finished, agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, agentLegId, fields, startedData, allowed = unpack(ARGV)
--- @include write-call
--- @include reserve-dialler

-- A request repeated after a lost reply.
if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'started' } end
local agent = readAgent(agentId)
local kept = keptFromDialling(agent, allowed)
if kept then return { 'agent-busy', kept } end
reserveDialler(agent)
writeCall(callId, 'dialing', fields, agentId, startedData)
redis.call('SET', prefix .. 'leg:' .. agentLegId, callId)
setAgentState(agent, 'on-call', callId)
return { 'started' }
