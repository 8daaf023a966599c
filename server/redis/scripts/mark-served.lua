-- mark-served: somebody serves the switch now. When nobody has said so for longer than graceMs, it was not served since then.
-- KEYS: prefix
-- ARGV: clock, switchId, graceMs
-- Returns: { 'marked' } | { 'again' }
-- Events: switch.served
local prefix = KEYS[1]
local clock, switchId, graceMs = unpack(ARGV)
--- @include append-event

local last = redis.call('HGET', prefix .. 'served', switchId)
redis.call('HSET', prefix .. 'served', switchId, moment)
if last and now - last <= tonumber(graceMs) then return { 'marked' } end
appendEvent('switch.served', {}, { switchId = switchId, since = last and tonumber(last) or cjson.null })
return { 'again' }
