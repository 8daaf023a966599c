-- finish-wrap-up: the agent is done with this call; fenced by the call, so that a late request ends no other wrap-up.
-- KEYS: prefix
-- ARGV: clock, agentId, callId, offerId, allowed
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } | { 'stale' } | { 'disposition-missing' }
-- Events: wrap-up.finished, agent.state-changed, agent.presence-changed or logged-out; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, callId, offerId, allowed = unpack(ARGV)
--- @include serve-agent
--- @include end-wrap-up

local agent = readAgent(agentId)
local ids = idBlock(offerId)
if agent.state == 'offered' and isOfBlock(agent.offerId, ids) then return serveAgent(agent, ids) end
if agent.callId ~= callId or not isOneOf(agent.state, allowed) then return { 'stale' } end
local call = wrappedUpCall(agent)
if call.lacksDisposition then return { 'disposition-missing' } end
endWrapUp(agent, 'agent', call)
becomeIdle(agent)
return serveAgent(agent, ids)
