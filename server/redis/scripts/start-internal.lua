-- start-internal: an agent calls a colleague who is free: reserves both and makes the call, whose customer's leg is the colleague's and
-- whose far party he is, too. Dialling ends a wrap-up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, agentLegId, colleagueId, colleagueLegId, fields (JSON), startedData (JSON), allowed
-- Returns: { 'started' } | { 'agent-busy', as start-outbound } | { 'not-free', what the colleague is }
-- Events: call.started, wrap-up.finished, agent.state-changed of both
local prefix = KEYS[1]
local clock, callId, agentId, agentLegId, colleagueId, colleagueLegId, fields, startedData, allowed = unpack(ARGV)
--- @include write-call
--- @include reserve-dialler
--- @include far-party
--- @include colleague

-- A request repeated after a lost reply.
if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'started' } end
local agent, colleague = readAgent(agentId), readAgent(colleagueId)
local kept = keptFromDialling(agent, allowed)
if kept then return { 'agent-busy', kept } end
if colleagueId == agentId then return { 'not-free', 'on-call' } end
kept = keptFrom(colleague)
if kept then return { 'not-free', kept } end

reserveDialler(agent)
leaveReady(colleague)
writeCall(callId, 'dialing', fields, agentId, startedData)
redis.call('SET', prefix .. 'leg:' .. agentLegId, callId)
setFarParty(callId, colleagueLegId, colleagueId, colleagueId)
setAgentState(agent, 'on-call', callId)
setAgentState(colleague, 'on-call', callId)
return { 'started' }
