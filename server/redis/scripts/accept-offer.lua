-- accept-offer: the agent took the call. Fenced by the offer id: a late answer cannot take a later offer of the same pair.
-- KEYS: prefix
-- ARGV: clock, offerId, callId, agentId, allowed
-- Returns: { 'accepted' } | { 'already' } | { 'stale' }
-- Events: offer.accepted, agent.state-changed, call.talking
local prefix = KEYS[1]
local clock, offerId, callId, agentId, allowed = unpack(ARGV)
--- @include agent-facts

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'offerId', 'agentId', 'agentLegId', 'queueId', 'queuedAt')
if call.agentId ~= agentId or call.state == 'ended' then return { 'stale' } end
if call.agentLegId == offerId then return { 'already' } end
if call.offerId ~= offerId or not isOneOf(call.state, allowed) then return { 'stale' } end

redis.call('ZREM', prefix .. 'dl:offer', callId)
redis.call('HDEL', callKey, 'offerId', 'deadlineAt')
redis.call('HSET', callKey, 'state', 'talking', 'agentLegId', offerId, 'talkingAt', now)
redis.call('PERSIST', prefix .. 'leg:' .. offerId)
redis.call('HDEL', prefix .. 'agent:' .. agentId, 'offerId', 'missedInARow')
local about = { callId = callId, agentId = agentId, queueId = call.queueId }
appendEvent('offer.accepted', about, { offerId = offerId })
setAgentState(agentId, 'on-call', callId)
-- What estimates of the wait are made from: the newest twenty, newest first.
local answers = prefix .. 'answers:' .. call.queueId
redis.call('LPUSH', answers, now)
redis.call('LTRIM', answers, 0, 19)
redis.call('EXPIRE', answers, 3600)
appendEvent('call.talking', about, { agentLegId = offerId, waitMs = now - call.queuedAt })
return { 'accepted' }
