-- withdraw-callback: a supervisor takes a callback back, unless its number is being called in this moment. Nobody is called then.
-- KEYS: prefix
-- ARGV: clock, callbackId, by
-- Returns: { 'withdrawn', callId of the callback's own call or '' } | { 'under-way' } | { 'gone' }
-- Events: callback.cancelled
local prefix = KEYS[1]
local clock, callbackId, by = unpack(ARGV)
--- @include append-event
--- @include callback

local callback = readCallback(callbackId)
if not callback.number or not redis.call('ZSCORE', prefix .. 'callbacks', callbackId) then return { 'gone' } end
if callback.callId then
  local state = redis.call('HGET', prefix .. 'call:' .. callback.callId, 'state')
  if state and state ~= 'queued' and state ~= 'offered' and state ~= 'ended' then return { 'under-way' } end
end
closeCallback(callback)
appendEvent('callback.cancelled', { callId = callback.callId, queueId = callback.queueId },
  { callbackId = callbackId, because = 'withdrawn', by = by })
return { 'withdrawn', callback.callId or '' }
