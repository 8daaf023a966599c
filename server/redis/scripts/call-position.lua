-- call-position: how many calls wait in the call's queue before it.
-- KEYS: prefix
-- ARGV: clock, callId
-- Returns: number, or nil when the call does not wait
-- Events: none
local prefix = KEYS[1]
local clock, callId = unpack(ARGV)
--- @include place-in-queue

local call = readFields(prefix .. 'call:' .. callId, 'state', 'queueId', 'score')
if call.state ~= 'queued' then return nil end
return waitingBefore(call.queueId, call.score)
