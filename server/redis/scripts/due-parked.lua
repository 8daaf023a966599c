-- due-parked: parked callers who are to be told again by now, and those nobody picked up in time. The first are told again after a
-- while; the last stay due until unpark-call or end-call has been run for them.
-- KEYS: prefix
-- ARGV: clock, againMs, limit
-- Returns: { 'ok', { callId … } (to be told), { callId … } (over) }
-- Events: none
local prefix = KEYS[1]
local clock, againMs, limit = unpack(ARGV)
--- @include clock

local function due(kind)
  return redis.call('ZRANGE', prefix .. 'dl:' .. kind, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
end
local tell = due('park-comfort')
for _, callId in ipairs(tell) do redis.call('ZADD', prefix .. 'dl:park-comfort', now + againMs, callId) end
return { 'ok', tell, due('park') }
