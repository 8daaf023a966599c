-- start-callback: puts a callback that is due into its queue, as a call that has no caller's leg yet: it waits, and is offered,
-- by the place that was kept. The agent who takes it has the number dialled.
-- KEYS: prefix
-- ARGV: clock, callbackId, callId, fields (JSON), startedData (JSON), offerId
-- Returns: { 'offered', offer … } | { 'waiting' } | { 'exists' } | { 'gone' }
-- Events: call.started, call.queued; call.step-reached; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callbackId, callId, fields, startedData, offerId = unpack(ARGV)
--- @include place-call
--- @include write-call

local key, ids = prefix .. 'callback:' .. callbackId, idBlock(offerId)
local callback = readFields(key, 'queueId', 'score', 'stepsFrom', 'topic', 'customerId', 'callId')
if not callback.queueId then return { 'gone' } end
if callback.callId == callId then
  local repeated = repeatedOffers(readCall(callId), ids)
  if repeated[1] then return { 'offered', unpack(repeated) } end
end
if callback.callId then return { 'exists' } end
redis.call('HSET', key, 'callId', callId)
redis.call('ZREM', prefix .. 'dl:callback', callbackId)

local callKey = prefix .. 'call:' .. callId
writeCall(callId, 'unplaced', fields, nil, startedData)
redis.call('HSET', callKey, 'callbackId', callbackId, 'queueId', callback.queueId, 'queuedAt', now,
  'score', callback.score, 'stepsFrom', callback.stepsFrom)
if callback.topic then redis.call('HSET', callKey, 'topic', callback.topic) end
if callback.customerId then redis.call('HSET', callKey, 'customerId', callback.customerId) end
appendEvent('call.queued', { callId = callId, queueId = callback.queueId },
  { topic = callback.topic or cjson.null, again = false, score = math.floor(callback.score), callbackId = callbackId })
local offers = placeCall(readCall(callId), readQueue(callback.queueId), ids)
if offers[1] then return { 'offered', unpack(offers) } end
return { 'waiting' }
