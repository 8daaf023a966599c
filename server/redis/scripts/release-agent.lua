-- release-agent: frees an agent whom a call keeps busy that is over or does not know him. It should never be needed.
-- KEYS: prefix
-- ARGV: clock, agentId, callId ('' for none), busy (agent states)
-- Returns: { 'freed' } | { 'not-alone' }
-- Events: agent.state-changed; what he chose to be afterwards
local prefix = KEYS[1]
local clock, agentId, callId, busy = unpack(ARGV)
--- @include serve-agent
--- @include next-presence

local agent = readAgent(agentId)
if not isOneOf(agent.state, busy) or (agent.callId or '') ~= callId then return { 'not-alone' } end
local call = readFields(prefix .. 'call:' .. callId, 'state', 'agentId', 'farAgentId', 'farLegId')
local isAsked = call.farLegId and call.farAgentId == agentId
local knowsHim = call.agentId == agentId or isAsked or redis.call('SISMEMBER', prefix .. 'o:' .. callId, agentId) == 1
if call.state and call.state ~= 'ended' and knowsHim then return { 'not-alone' } end
redis.call('ZREM', prefix .. 'dl:offer', agentId)
becomeIdle(agent)
settleAgent(agent)
return { 'freed' }
