-- finish-recording: the file of a talk's recording is closed, or never came to be; told once. The call may have ended.
-- KEYS: prefix
-- ARGV: clock, callId, recordingId, ms, fault (empty: there was none)
-- Returns: { 'finished' } | { 'failed' } | { 'unknown' }
-- Events: call.recording-finished, call.recording-failed
local prefix = KEYS[1]
local clock, callId, recordingId, ms, fault = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'recordingId', 'recordingState', 'recordings')
if not isOneOf(recordingId, call.recordings or '') then return { 'unknown' } end
local open = {}
for id in string.gmatch(call.recordings, '[^,]+') do
  if id ~= recordingId then open[#open + 1] = id end
end
redis.call('HSET', callKey, 'recordings', table.concat(open, ','))
if fault == '' or tonumber(ms) > 0 then
  appendEvent('call.recording-finished', { callId = callId }, { recordingId = recordingId, ms = tonumber(ms) })
end
if fault == '' then return { 'finished' } end
appendEvent('call.recording-failed', { callId = callId }, { recordingId = recordingId, reason = fault })
if call.recordingId == recordingId then
  redis.call('HSET', callKey, 'recordingState', 'failed')
  redis.call('HDEL', callKey, 'recordingPausedAt')
end
return { 'failed' }
