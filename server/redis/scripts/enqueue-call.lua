-- enqueue-call: places a call in a queue: offered to the agent its strategy chooses, else waiting. Who had this caller before
-- (stickyAgentId) gets it first where the queue wants so, he may answer it at some time, and he is at work.
-- KEYS: prefix
-- ARGV: clock, callId, queueId, topic, bonusMs, isKeyAccount ('1' or '0'), stickyAgentId, offerId, atMostMs (or ''), allowed
-- Returns: { 'offered', offer … } | { 'waiting' } | { 'exists' } | { 'not-allowed', state } | { 'gone' } | { 'unknown-queue' }
-- Events: call.queued; call.waits-for, call.step-reached; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, queueId, topic, bonusMs, isKeyAccount, stickyAgentId, offerId, atMostMs, allowed = unpack(ARGV)
--- @include place-call
--- @include sticky

local callKey, ids = prefix .. 'call:' .. callId, idBlock(offerId)
local call = readCall(callId, 'topic', 'keptQueueId', 'keptScore', 'keptFrom')
local state = call.state
if not state or state == 'ended' then return { 'gone' } end
local repeated = repeatedOffers(call, ids)
if repeated[1] then return { 'offered', unpack(repeated) } end
if state == 'queued' or state == 'offered' then return { 'exists' } end
if not isOneOf(state, allowed) then return { 'not-allowed', state } end

local queue = readQueue(queueId)
if not queue.lane or queue.removed then return { 'unknown-queue' } end
local bonus = bonusMs + (queue.weightMs or 0) + (isKeyAccount == '1' and queue.keyAccountMs or 0)
-- Back from the flow it queues anew: what it was given and what it reached was for the earlier wait. A place that was kept for
-- it in this queue is its own.
if call.queuedAt or call.keptQueueId then
  redis.call('HDEL', callKey, 'atHead', 'stepMs', 'stepsFrom', 'enteredAt', 'keptQueueId', 'keptScore', 'keptFrom')
end
call.queueId, call.queuedAt, call.stepsFrom, call.stepMs, call.isNew = queueId, now, now, nil, true
call.score = string.format('%.3f', stamp - bonus)
if call.keptQueueId == queueId then
  call.score, call.stepsFrom = call.keptScore, call.keptFrom
  redis.call('HSET', callKey, 'stepsFrom', call.stepsFrom)
end
-- A limit of its own is for this stay.
if atMostMs == '' then redis.call('ZREM', prefix .. 'dl:wait', callId)
else redis.call('ZADD', prefix .. 'dl:wait', string.format('%.0f', now + atMostMs), callId) end
-- The flow hands over a topic it found, or leaves the one the call has.
local known = topic ~= '' and topic or call.topic
if topic ~= '' then redis.call('HSET', callKey, 'queueId', queueId, 'queuedAt', moment, 'topic', topic)
else redis.call('HSET', callKey, 'queueId', queueId, 'queuedAt', moment) end
appendEvent('call.queued', { callId = callId, queueId = queueId },
  { topic = known or cjson.null, again = false, score = math.floor(call.score) })
local offers = placeWithSticky(call, queue, stickyAgentId, ids) or placeCall(call, queue, ids)
if offers[1] then return { 'offered', unpack(offers) } end
return { 'waiting' }
