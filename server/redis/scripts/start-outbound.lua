-- start-outbound: an agent dials: reserves him and makes the call. Dialling ends a wrap-up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, agentLegId, fields (JSON), startedData (JSON), allowed
-- Returns: { 'started' } | { 'agent-busy', agent state or 'logged-out' or 'unreachable' }
-- Events: call.started, wrap-up.finished, agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, agentLegId, fields, startedData, allowed = unpack(ARGV)
--- @include write-call
--- @include ready-sets
--- @include end-wrap-up

-- A request repeated after a lost reply.
if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'started' } end
local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'agent-busy', 'logged-out' } end
if not isOneOf(agent.state, allowed) then return { 'agent-busy', agent.state } end
if agent.reachable ~= '1' then return { 'agent-busy', 'unreachable' } end

leaveReady(agentId, agent.profile)
if agent.state == 'wrap-up' then endWrapUp(agent, 'dial') end
writeCall(callId, 'dialing', fields, agentId, startedData)
redis.call('SET', prefix .. 'leg:' .. agentLegId, callId)
setAgentState(agentId, 'on-call', callId)
return { 'started' }
