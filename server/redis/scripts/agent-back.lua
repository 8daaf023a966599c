-- agent-back: the leg that was to bring the agent back was answered; it is his leg now. Of an internal call's colleague it is the customer's and the far party's.
-- KEYS: prefix
-- ARGV: clock, callId, legId
-- Returns: { 'back', his former leg } | { 'stale' }
-- Events: call.agent-back
local prefix = KEYS[1]
local clock, callId, legId = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include away
--- @include agent-leg

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'agentId', 'agentLegId', 'farLegId', 'awaySince', 'awayAgentId', 'awayLegId')
if not call.awaySince or call.awayLegId ~= legId then return { 'stale' } end
local former = replaceLegOf(callId, call, call.awayAgentId, legId)
forgetAway(callId)
appendEvent('call.agent-back', { callId = callId, agentId = call.awayAgentId },
  { agentLegId = legId, awayMs = now - call.awaySince })
return { 'back', former }
