-- Writes a new call: its hash, its customer leg, its place among the calls in progress, and call.started.
-- fields: JSON object of texts; data: JSON text of the event.
--- @include append-event
local function writeCall(callId, state, fields, agentId, data)
  local callKey = prefix .. 'call:' .. callId
  local call = cjson.decode(fields)
  for name, value in pairs(call) do redis.call('HSET', callKey, name, value) end
  redis.call('HSET', callKey, 'callId', callId, 'state', state, 'startedAt', now)
  redis.call('SET', prefix .. 'leg:' .. call.customerLegId, callId)
  redis.call('ZADD', prefix .. 'calls', now, callId)
  appendEvent('call.started', { callId = callId, agentId = agentId }, data)
end
