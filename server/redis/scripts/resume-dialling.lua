-- resume-dialling: campaigns, or this one, may begin calls again.
-- KEYS: prefix
-- ARGV: clock, campaignId ('*': all), by
-- Returns: { 'resumed' } | { 'was-not-stopped' }
-- Events: dialling.resumed
local prefix = KEYS[1]
local clock, campaignId, by = unpack(ARGV)
--- @include append-event

if redis.call('HDEL', prefix .. 'dial:stopped', campaignId) == 0 then return { 'was-not-stopped' } end
appendEvent('dialling.resumed', {}, { campaignId = campaignId ~= '*' and campaignId or cjson.null, by = by })
return { 'resumed' }
