-- requeue-call: whom a caller was handed to is not to be had: the caller is at the head of a queue again.
-- KEYS: prefix
-- ARGV: clock, callId, farLegId, queueId, cause, sipStatus, offerId, allowed
-- Returns: { 'offered', offer … } | { 'waiting' } | { 'not-allowed', state } | { 'gone' } | { 'unknown-queue' }
-- Events: call.transfer-failed, call.queued; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, farLegId, queueId, cause, sipStatus, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include far-party

local callKey, ids = prefix .. 'call:' .. callId, idBlock(offerId)
local call = readFields(callKey, 'state', 'farLegId', 'farNumber', 'score', 'queuedAt', 'atHead', 'stepMs', 'topic', 'ring', 'agentId')
if not call.state or call.state == 'ended' then return { 'gone' } end
call.callId = callId
local repeated = repeatedOffers(call, ids)
if repeated[1] then return { 'offered', unpack(repeated) } end
if call.farLegId ~= farLegId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
if not readQueue(queueId).lane then return { 'unknown-queue' } end
redis.call('HSET', callKey, 'farState', 'failed', 'farFailure', cause)
forgetFarLeg(callId, farLegId)
appendEvent('call.transfer-failed', { callId = callId, legId = farLegId },
  { number = call.farNumber, cause = cause, sipStatus = tonumber(sipStatus) })
local offers = placeAtHead(call, queueId, ids)
if offers[1] then return { 'offered', unpack(offers) } end
return { 'waiting' }
