-- Writes a new call: its hash, its customer leg, its place among the calls in progress, and call.started.
-- fields: JSON object of texts; data: JSON text of the event.
--- @include append-event
local function writeCall(callId, state, fields, agentId, data)
  local callKey = prefix .. 'call:' .. callId
  local call, values = cjson.decode(fields), { 'callId', callId, 'state', state, 'startedAt', moment }
  for name, value in pairs(call) do values[#values + 1], values[#values + 2] = name, value end
  redis.call('HSET', callKey, unpack(values))
  redis.call('SET', prefix .. 'leg:' .. call.customerLegId, callId)
  redis.call('ZADD', prefix .. 'calls', moment, callId)
  appendEvent('call.started', { callId = callId, agentId = agentId }, data)
end
