-- cancel-callback: who was to be called back calls himself. He gets the place that was kept for him, unless he is being called
-- back in this moment.
-- KEYS: prefix
-- ARGV: clock, number, callId (of his new call)
-- Returns: { 'cancelled', callId of the callback's own call or '' } | { 'none' }
-- Events: callback.cancelled
local prefix = KEYS[1]
local clock, number, callId = unpack(ARGV)
--- @include append-event
--- @include callback

local callbackId = redis.call('GET', prefix .. 'callback-of:' .. number)
if not callbackId then return { 'none' } end
local callback = readCallback(callbackId)
if callback.callId then
  local state = redis.call('HGET', prefix .. 'call:' .. callback.callId, 'state')
  if state ~= 'queued' and state ~= 'offered' then return { 'none' } end
end
closeCallback(callback)
redis.call('HSET', prefix .. 'call:' .. callId, 'keptQueueId', callback.queueId, 'keptScore', callback.score,
  'keptFrom', callback.stepsFrom)
appendEvent('callback.cancelled', { callId = callId, queueId = callback.queueId }, { callbackId = callbackId, because = 'called-back' })
return { 'cancelled', callback.callId or '' }
