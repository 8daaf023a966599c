-- request-callback: somebody wants to be called back. He keeps the place he had in that queue, else stands where he would if he
-- came now. One at a time for a number, so that nobody is called back twice.
-- KEYS: prefix
-- ARGV: clock, callbackId, number, queueId, ofCallId, withinMs, facts (JSON object of texts)
-- Returns: { 'accepted', callbackId } | { 'exists', callbackId of the open one } | { 'unknown-queue' }
-- Events: callback.requested
local prefix = KEYS[1]
local clock, callbackId, number, queueId, ofCallId, withinMs, facts = unpack(ARGV)
--- @include append-event
--- @include read-fields

local byNumber = prefix .. 'callback-of:' .. number
local open = redis.call('GET', byNumber)
if open then return { 'exists', open } end
local queue = readFields(prefix .. 'queue:' .. queueId, 'lane', 'removed', 'weightMs')
if not queue.lane or queue.removed then return { 'unknown-queue' } end

local kept = readFields(prefix .. 'call:' .. ofCallId, 'keptQueueId', 'keptScore', 'keptFrom')
local keeps = kept.keptQueueId == queueId
local key = prefix .. 'callback:' .. callbackId
for name, value in pairs(cjson.decode(facts)) do redis.call('HSET', key, name, value) end
redis.call('HSET', key, 'callbackId', callbackId, 'number', number, 'queueId', queueId, 'ofCallId', ofCallId, 'attempts', 0,
  'requestedAt', now, 'score', keeps and kept.keptScore or string.format('%.3f', stamp - (queue.weightMs or 0)),
  'stepsFrom', keeps and kept.keptFrom or now)
redis.call('SET', byNumber, callbackId)
redis.call('ZADD', prefix .. 'callbacks', now, callbackId)
redis.call('ZADD', prefix .. 'dl:callback', now, callbackId)
redis.call('ZADD', prefix .. 'dl:callback-breach', now + withinMs, callbackId)
appendEvent('callback.requested', { callId = ofCallId, queueId = queueId },
  { callbackId = callbackId, keptPlace = keeps, ['until'] = now + withinMs })
return { 'accepted', callbackId }
