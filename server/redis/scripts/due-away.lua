-- due-away: callers whose agent is away and who are to be comforted now, and those whose agent is not waited for any more.
-- The first are told again after a while; the last stay due until agent-lost or end-call has been run for them.
-- KEYS: prefix
-- ARGV: clock, againMs, limit
-- Returns: { 'ok', { callId … } (to be comforted), { callId … } (to be told again), { callId … } (lost) }
-- Events: none
local prefix = KEYS[1]
local clock, againMs, limit = unpack(ARGV)
--- @include clock

local function due(kind)
  return redis.call('ZRANGE', prefix .. 'dl:' .. kind, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
end
local lost, first, again = due('away'), {}, {}
for _, callId in ipairs(due('away-comfort')) do
  redis.call('ZADD', prefix .. 'dl:away-comfort', now + againMs, callId)
  local isFirst = redis.call('HSETNX', prefix .. 'call:' .. callId, 'awayComforted', 1) == 1
  table.insert(isFirst and first or again, callId)
end
return { 'ok', first, again, lost }
