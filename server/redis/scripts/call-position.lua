-- call-position: how many calls wait in the call's queue before it.
-- KEYS: prefix
-- ARGV: clock, callId
-- Returns: number, or nil when the call does not wait
-- Events: none
local prefix = KEYS[1]
local clock, callId = unpack(ARGV)

local lane = redis.call('HGET', prefix .. 'call:' .. callId, 'lane')
if not lane then return nil end
return redis.call('ZRANK', prefix .. 'w:' .. lane, callId)
