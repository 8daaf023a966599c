-- stop-dialling: no campaign, or not this one, begins a call any more.
-- KEYS: prefix
-- ARGV: clock, campaignId ('*': all), by
-- Returns: calls that ring, or are about to
-- Events: dialling.stopped, when it was not before
local prefix = KEYS[1]
local clock, campaignId, by = unpack(ARGV)
--- @include append-event
--- @include attempts

if redis.call('HSET', prefix .. 'dial:stopped', campaignId, by) == 1 then
  appendEvent('dialling.stopped', {}, { campaignId = campaignId ~= '*' and campaignId or cjson.null, by = by })
end
local live = campaignId == '*' and { prefix .. 'dial:live' } or { attemptsOf(campaignId), attemptsOf(testOf(campaignId)) }
local ringing = {}
for _, callId in ipairs(redis.call('SUNION', unpack(live))) do
  if redis.call('HGET', prefix .. 'call:' .. callId, 'state') == 'dialing' then ringing[#ringing + 1] = callId end
end
return ringing
