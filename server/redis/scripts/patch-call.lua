-- patch-call: changes facts of a call in progress and appends the caller's events with them.
-- KEYS: prefix
-- ARGV: clock, callId, patch (JSON object; null removes a field), ... drafts (five texts each)
-- Returns: { 'ok' } | { 'gone' }
-- Events: the drafts
local prefix = KEYS[1]
local clock, callId, patch = unpack(ARGV)
--- @include append-event

local callKey = prefix .. 'call:' .. callId
local state = redis.call('HGET', callKey, 'state')
if not state or state == 'ended' then return { 'gone' } end
for name, value in pairs(cjson.decode(patch)) do
  if value == cjson.null then redis.call('HDEL', callKey, name)
  else redis.call('HSET', callKey, name, value) end
end
appendDrafts(callId, 4)
return { 'ok' }
