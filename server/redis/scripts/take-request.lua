-- take-request: takes one request out of somebody's budget, which refills evenly (GCRA). Refused requests cost nothing.
-- KEYS: prefix
-- ARGV: clock, whose, limit, windowMs
-- Returns: { 'taken' or 'refused', requests left, ms until one more may be made (0 when taken), ms until it is full }
-- Events: none
local prefix = KEYS[1]
local clock, whose, limit, windowMs = unpack(ARGV)
--- @include clock

local key = prefix .. 'budget:' .. whose
local interval = tonumber(windowMs) / tonumber(limit)
local fullAt = math.max(tonumber(redis.call('GET', key) or '0'), now)
local nextFullAt = fullAt + interval
local mayAt = nextFullAt - tonumber(windowMs)
if mayAt > now then
  return { 'refused', '0', tostring(math.ceil(mayAt - now)), tostring(math.ceil(fullAt - now)) }
end
redis.call('SET', key, string.format('%.3f', nextFullAt), 'PX', math.ceil(nextFullAt - now) + 1000)
return { 'taken', tostring(math.floor((now - mayAt) / interval)), '0', tostring(math.ceil(nextFullAt - now)) }
