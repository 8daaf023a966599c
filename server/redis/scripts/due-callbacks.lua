-- due-callbacks: callbacks that are to be put into their queues by now, at most `limit`. Changes nothing.
-- KEYS: prefix
-- ARGV: clock, limit
-- Returns: { 'ok', callbackId … }
-- Events: none
local prefix = KEYS[1]
local clock, limit = unpack(ARGV)
--- @include clock

return { 'ok', unpack(redis.call('ZRANGE', prefix .. 'dl:callback', '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)) }
