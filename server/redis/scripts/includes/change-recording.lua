-- A recording that runs is paused, goes on or is stopped.
-- → its id; nil when none runs
local function changeRecording(callId, agentId, to, by)
  local callKey = prefix .. 'call:' .. callId
  local recording = readFields(callKey, 'recordingId', 'recordingState')
  if not isOneOf(recording.recordingState, 'on,paused') then return nil end
  if recording.recordingState == to then return recording.recordingId end
  redis.call('HSET', callKey, 'recordingState', to)
  if to == 'paused' then redis.call('HSET', callKey, 'recordingPausedAt', moment)
  else redis.call('HDEL', callKey, 'recordingPausedAt') end
  local event = ({ paused = 'paused', on = 'resumed', stopped = 'stopped' })[to]
  appendEvent('call.recording-' .. event, { callId = callId, agentId = agentId }, { recordingId = recording.recordingId, by = by })
  return recording.recordingId
end
