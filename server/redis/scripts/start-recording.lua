-- start-recording: the talk of a call is recorded from now on; the switch is told afterwards. One that runs is left as it is.
-- KEYS: prefix
-- ARGV: clock, callId, recordingId, agentId (must have the call), by ('rule' or 'agent'), allowed
-- Returns: { 'started', recordingId } | { 'exists' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.recording-started
local prefix = KEYS[1]
local clock, callId, recordingId, agentId, by, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'recordingId', 'recordingState', 'recordings')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.agentId ~= agentId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
if isOneOf(call.recordingState, 'on,paused') then return { 'exists' } end
redis.call('HSET', callKey, 'recordingId', recordingId, 'recordingState', 'on', 'recordingAt', moment,
  'recordings', call.recordings and call.recordings .. ',' .. recordingId or recordingId)
appendEvent('call.recording-started', { callId = callId, agentId = agentId }, { recordingId = recordingId, by = by })
return { 'started', recordingId }
