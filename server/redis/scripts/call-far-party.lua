-- call-far-party: a far party is to be called: for an agent who consults, or for the flow (agentId ''). Asked again by an agent with
-- the same request, nothing more is done, so that two clicks are one.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, number, requestId, to, event, allowed
-- Returns: { 'moved', from } | { 'repeated' } | { 'not-allowed', state } | { 'gone' }
-- Events: the one named
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, number, requestId, to, event, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include far-party

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'consultId')
if not call.state or call.state == 'ended' then return { 'gone' } end
-- A command repeated after a lost reply.
if call.farLegId == farLegId then return { 'moved', call.state } end
if agentId ~= '' and call.agentId == agentId and call.consultId == requestId then return { 'repeated' } end
if (agentId ~= '' and call.agentId ~= agentId) or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
setFarParty(callId, farLegId, number)
redis.call('HSET', callKey, 'state', to, agentId == '' and 'farRequestId' or 'consultId', requestId)
appendEvent(event, { callId = callId, agentId = agentId, legId = farLegId }, { number = number })
return { 'moved', call.state }
