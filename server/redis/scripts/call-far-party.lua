-- call-far-party: a far party is to be called: for an agent who consults, or for the flow (agentId '').
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, number, requestId, to, event, allowed
-- Returns: { 'moved', from } | { 'not-allowed', state } | { 'gone' }
-- Events: the one named
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, number, requestId, to, event, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId')
if not call.state or call.state == 'ended' then return { 'gone' } end
-- A request repeated after a lost reply.
if call.farLegId == farLegId then return { 'moved', call.state } end
if (agentId ~= '' and call.agentId ~= agentId) or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', to, 'farLegId', farLegId, 'farNumber', number, 'farState', 'ringing')
redis.call('HDEL', callKey, 'farFailure', 'farRequestId')
if requestId ~= '' then redis.call('HSET', callKey, 'farRequestId', requestId) end
redis.call('SET', prefix .. 'leg:' .. farLegId, callId)
appendEvent(event, { callId = callId, agentId = agentId, legId = farLegId }, { number = number })
return { 'moved', call.state }
