-- change-recording: the recording of a talk is paused, goes on, or is stopped; the switch is told afterwards.
-- KEYS: prefix
-- ARGV: clock, callId, agentId (must have the call; '': nobody asks), to (on - paused - stopped), by, allowed
-- Returns: { 'changed', recordingId } | { 'repeated' } | { 'not-recording' } | { 'not-allowed' } | { 'gone' }
-- Events: call.recording-paused, call.recording-resumed, call.recording-stopped
local prefix = KEYS[1]
local clock, callId, agentId, to, by, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include change-recording

local call = readFields(prefix .. 'call:' .. callId, 'state', 'agentId', 'recordingState')
if not call.state or call.state == 'ended' then return { 'gone' } end
if agentId ~= '' and (call.agentId ~= agentId or not isOneOf(call.state, allowed)) then return { 'not-allowed' } end
if call.recordingState == to then return { 'repeated' } end
local recordingId = changeRecording(callId, call.agentId, to, by)
if not recordingId then return { 'not-recording' } end
return { 'changed', recordingId }
