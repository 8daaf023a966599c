-- annul-attempt: an attempt that was claimed by a server which may have died before it began: it never will from now on.
-- KEYS: prefix
-- ARGV: clock, attemptId, callId
-- Returns: { 'annulled' } | { 'exists' } (it has begun, or was begun and is over)
-- Events: none
local prefix = KEYS[1]
local clock, attemptId, callId = unpack(ARGV)

if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'exists' } end
redis.call('SET', prefix .. 'attempt-void:' .. attemptId, '1', 'EX', 86400)
return { 'annulled' }
