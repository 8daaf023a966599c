-- overdue-waits: calls that wait longer than they may by a limit of their own; those that ring at an agent have some more time.
-- KEYS: prefix
-- ARGV: clock, ringingMs
-- Returns: { callId … }
-- Events: none
local prefix = KEYS[1]
local clock, ringingMs = unpack(ARGV)
--- @include clock

local limits, overdue = prefix .. 'dl:wait', {}
for _, callId in ipairs(redis.call('ZRANGEBYSCORE', limits, '-inf', string.format('%.0f', now))) do
  local state = redis.call('HGET', prefix .. 'call:' .. callId, 'state')
  local until_ = tonumber(redis.call('ZSCORE', limits, callId))
  if state == 'queued' or (state == 'offered' and now >= until_ + tonumber(ringingMs)) then overdue[#overdue + 1] = callId
  elseif state ~= 'offered' then redis.call('ZREM', limits, callId) end
end
return overdue
