-- swap-parties: an agent who consults turns to the caller while the far party hears music, back, or to both at once. Said by whom
-- he talks with ('caller', 'far-party', 'both'), so that two clicks are one.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, talkTo, allowed
-- Returns: { 'moved', state } | { 'repeated' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.consult-swapped, call.merged
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, talkTo, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include has-answered

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farState', 'farNumber', 'farAgentId')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.agentId ~= agentId or call.farLegId ~= farLegId or not hasAnswered(call.farState) or not isOneOf(call.state, allowed) then
  return { 'not-allowed', call.state }
end
local farState = ({ caller = 'held', both = 'merged' })[talkTo] or 'answered'
if call.farState == farState then return { 'repeated' } end
redis.call('HSET', callKey, 'farState', farState)
local of = { callId = callId, agentId = agentId, legId = farLegId }
if talkTo == 'both' then
  appendEvent('call.merged', of, { number = call.farNumber, toAgentId = call.farAgentId })
else
  appendEvent('call.consult-swapped', of, { number = call.farNumber, toAgentId = call.farAgentId, talkTo = talkTo })
end
return { 'moved', call.state }
