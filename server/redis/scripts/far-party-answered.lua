-- far-party-answered: the far party whom an agent consults picked up.
-- KEYS: prefix
-- ARGV: clock, callId, farLegId, allowed
-- Returns: { 'ok' } | { 'stale' } (another leg, another state)
-- Events: call.consult-answered
local prefix = KEYS[1]
local clock, callId, farLegId, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include has-answered

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farNumber', 'farState', 'farAgentId')
if call.farLegId ~= farLegId or not isOneOf(call.state, allowed) then return { 'stale' } end
if hasAnswered(call.farState) then return { 'ok' } end
redis.call('HSET', callKey, 'farState', 'answered')
appendEvent('call.consult-answered', { callId = callId, agentId = call.agentId, legId = farLegId },
  { number = call.farNumber, toAgentId = call.farAgentId })
return { 'ok' }
