-- refuse-waiting: an agent does not want the call that waits for him alone: its steps are looked at now, and others may have it.
-- KEYS: prefix
-- ARGV: clock, callId, agentId
-- Returns: { 'refused' } | { 'gone' } (it does not wait for him)
-- Events: call.waiting-refused
local prefix = KEYS[1]
local clock, callId, agentId = unpack(ARGV)
--- @include append-event
--- @include read-fields

local call = readFields(prefix .. 'call:' .. callId, 'state', 'lane', 'queueId')
if call.state ~= 'queued' or call.lane ~= '@' .. agentId then return { 'gone' } end
redis.call('ZADD', prefix .. 'dl:step', now, callId)
appendEvent('call.waiting-refused', { callId = callId, agentId = agentId, queueId = call.queueId })
return { 'refused' }
