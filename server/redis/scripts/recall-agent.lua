-- recall-agent: the agent who is away has a phone again: this leg is to bring him back. A newer one replaces it.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, legId, patienceMs (a leg called so shortly ago is left to ring)
-- Returns: { 'ring', replaced leg or '' } | { 'rings' } | { 'not-away' }
-- Events: leg.started
local prefix = KEYS[1]
local clock, callId, agentId, legId, patienceMs = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'awaySince', 'awayAgentId', 'awayLegId', 'awayCalledAt')
if not call.awaySince or call.awayAgentId ~= agentId then return { 'not-away' } end
if call.awayLegId == legId then return { 'ring', '' } end
if call.awayCalledAt and now - call.awayCalledAt < tonumber(patienceMs) then return { 'rings' } end
if call.awayLegId then redis.call('EXPIRE', prefix .. 'leg:' .. call.awayLegId, 3600) end
redis.call('HSET', callKey, 'awayLegId', legId, 'awayCalledAt', now)
redis.call('SET', prefix .. 'leg:' .. legId, callId, 'EX', 86400)
appendEvent('leg.started', { callId = callId, agentId = agentId, legId = legId }, '{"role":"agent","number":null}')
return { 'ring', call.awayLegId or '' }
