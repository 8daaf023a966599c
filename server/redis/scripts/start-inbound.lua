-- start-inbound: claims an arriving leg for a new call; of several servers one claims it.
-- KEYS: prefix
-- ARGV: clock, callId, legId, fields (JSON), startedData (JSON), legData (JSON)
-- Returns: { 'started', callId } | { 'exists', callId of the leg }
-- Events: call.started, leg.started
local prefix = KEYS[1]
local clock, callId, legId, fields, startedData, legData = unpack(ARGV)
--- @include write-call

local claimedBy = redis.call('GET', prefix .. 'leg:' .. legId)
if claimedBy then return { 'exists', claimedBy } end
writeCall(callId, 'in-ivr', fields, nil, startedData)
appendEvent('leg.started', { callId = callId, legId = legId }, legData)
return { 'started', callId }
