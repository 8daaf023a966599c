-- swap-parties: an agent who consults turns to the caller while the far party hears music, or back. Said by whom he talks with, so
-- that two clicks are one.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, talkTo ('caller' or 'far-party'), allowed
-- Returns: { 'moved', state } | { 'repeated' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.consult-swapped
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, talkTo, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farState', 'farNumber', 'farAgentId')
if not call.state or call.state == 'ended' then return { 'gone' } end
local isAnswered = call.farState == 'answered' or call.farState == 'held'
if call.agentId ~= agentId or call.farLegId ~= farLegId or not isAnswered or not isOneOf(call.state, allowed) then
  return { 'not-allowed', call.state }
end
local farState = talkTo == 'caller' and 'held' or 'answered'
if call.farState == farState then return { 'repeated' } end
redis.call('HSET', callKey, 'farState', farState)
appendEvent('call.consult-swapped', { callId = callId, agentId = agentId, legId = farLegId },
  { number = call.farNumber, toAgentId = call.farAgentId, talkTo = talkTo })
return { 'moved', call.state }
