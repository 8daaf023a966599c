-- hear-answerer: it is known, or nobody can say, whether a person answered a campaign's call; from then on the flow may begin.
-- KEYS: prefix
-- ARGV: clock, callId, answerer, entry (or '': as it is), goesOn ('1': it is waited for the moment to speak to a machine), data (JSON of the event)
-- Returns: { 'heard' } | { 'not-listened-to' } | { 'gone' }
-- Events: attempt.heard
local prefix = KEYS[1]
local clock, callId, answerer, entry, goesOn, data = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'listeningAt', 'answerer')
if not call.state or call.state == 'ended' then return { 'gone' } end
if not call.listeningAt or call.answerer then return { 'not-listened-to' } end
redis.call('HSET', callKey, 'answerer', answerer)
if entry ~= '' then redis.call('HSET', callKey, 'entry', entry) end
if goesOn ~= '1' then redis.call('HDEL', callKey, 'listeningAt') end
appendEvent('attempt.heard', { callId = callId }, data)
return { 'heard' }
