-- agent-back: the leg that was to bring the agent back was answered; it is the agent's leg now.
-- KEYS: prefix
-- ARGV: clock, callId, legId
-- Returns: { 'back', former agentLegId } | { 'stale' }
-- Events: call.agent-back
local prefix = KEYS[1]
local clock, callId, legId = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include away

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'agentId', 'agentLegId', 'awaySince', 'awayLegId')
if not call.awaySince or call.awayLegId ~= legId then return { 'stale' } end
redis.call('HSET', callKey, 'agentLegId', legId)
redis.call('PERSIST', prefix .. 'leg:' .. legId)
redis.call('EXPIRE', prefix .. 'leg:' .. call.agentLegId, 3600)
forgetAway(callId)
appendEvent('call.agent-back', { callId = callId, agentId = call.agentId },
  { agentLegId = legId, awayMs = now - call.awaySince })
return { 'back', call.agentLegId }
