-- overdue-breaks: tells once of each break that is longer than its reason allows.
-- KEYS: prefix
-- ARGV: clock, limit
-- Returns: { 'ok', how many }
-- Events: agent.break-overdue
local prefix = KEYS[1]
local clock, limit = unpack(ARGV)
--- @include append-event
--- @include read-fields

local due = redis.call('ZRANGE', prefix .. 'dl:break', '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
for _, agentId in ipairs(due) do
  redis.call('ZREM', prefix .. 'dl:break', agentId)
  local agent = readFields(prefix .. 'agent:' .. agentId, 'reason', 'presenceSince', 'breakUntil')
  appendEvent('agent.break-overdue', { agentId = agentId },
    { reason = agent.reason or cjson.null, since = tonumber(agent.presenceSince), ['until'] = tonumber(agent.breakUntil) })
end
return { 'ok', tostring(#due) }
