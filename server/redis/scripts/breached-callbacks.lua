-- breached-callbacks: tells once of every callback whose promised time is over, at most `limit`.
-- KEYS: prefix
-- ARGV: clock, limit
-- Returns: { 'ok', how many }
-- Events: callback.breached
local prefix = KEYS[1]
local clock, limit = unpack(ARGV)
--- @include callback

local due = redis.call('ZRANGE', prefix .. 'dl:callback-breach', '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
for _, callbackId in ipairs(due) do
  redis.call('ZREM', prefix .. 'dl:callback-breach', callbackId)
  local callback = readCallback(callbackId)
  if callback.number then
    appendEvent('callback.breached', { callId = callback.callId, queueId = callback.queueId }, { callbackId = callbackId })
  end
end
return { 'ok', tostring(#due) }
