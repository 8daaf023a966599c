-- set-disposition: what an agent says of a call; kept with it while it is known, for queues that require it.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, code, data (JSON of the event)
-- Returns: { 'ok' } | { 'gone' }
-- Events: disposition.set
local prefix = KEYS[1]
local clock, callId, agentId, code, data = unpack(ARGV)
--- @include append-event

local callKey = prefix .. 'call:' .. callId
if redis.call('EXISTS', callKey) == 0 then return { 'gone' } end
redis.call('HSET', callKey, 'disposition:' .. agentId, code)
appendEvent('disposition.set', { callId = callId, agentId = agentId }, data)
return { 'ok' }
