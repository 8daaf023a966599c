-- A supervisor is at nobody's ear any more.
--- @include append-event
--- @include read-fields
-- → whom he supervised; nil: this is not the leg he has
local function leaveSupervision(supervisorId, legId)
  local key = prefix .. 'supervision:' .. supervisorId
  local present = readFields(key, 'agentId', 'legId')
  if present.legId ~= legId then return nil end
  redis.call('DEL', key)
  redis.call('SREM', prefix .. 'supervisors', supervisorId)
  redis.call('SREM', prefix .. 'supervised:' .. present.agentId, supervisorId)
  appendEvent('supervision.ended', { agentId = supervisorId, legId = legId }, { toAgentId = present.agentId })
  return present.agentId
end
