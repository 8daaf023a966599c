-- enqueue-call: places a call in a queue: offered to the longest-idle ready agent, else waiting.
-- KEYS: prefix
-- ARGV: clock, callId, queueId, topic, bonusMs, offerId, allowed
-- Returns: { 'offered', offer } | { 'waiting' } | { 'exists' } | { 'not-allowed', state } | { 'gone' } | { 'unknown-queue' }
-- Events: call.queued; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, queueId, topic, bonusMs, offerId, allowed = unpack(ARGV)
--- @include place-call

local callKey = prefix .. 'call:' .. callId
local state = redis.call('HGET', callKey, 'state')
if not state or state == 'ended' then return { 'gone' } end
local repeated = liveOffer(callId, offerId)
if repeated then return { 'offered', unpack(repeated) } end
if state == 'queued' or state == 'offered' then return { 'exists' } end
if not isOneOf(state, allowed) then return { 'not-allowed', state } end

local queue = readFields(prefix .. 'queue:' .. queueId, 'lane', 'removed')
if not queue.lane or queue.removed then return { 'unknown-queue' } end
local score = string.format('%.3f', stamp - bonusMs)
redis.call('HSET', callKey, 'queueId', queueId, 'lane', queue.lane, 'score', score, 'queuedAt', now)
-- Back from the flow it queues anew: what it was given for a lost agent was for the earlier wait.
redis.call('HDEL', callKey, 'atHead')
if topic ~= '' then redis.call('HSET', callKey, 'topic', topic) end
-- The flow hands over a topic it found, or leaves the one the call has.
local kept = redis.call('HGET', callKey, 'topic') or cjson.null
appendEvent('call.queued', { callId = callId, queueId = queueId },
  { topic = kept, again = false, score = math.floor(score) })
local offer = placeCall(callId, queue.lane, score, offerId)
if offer then return { 'offered', unpack(offer) } end
return { 'waiting' }
