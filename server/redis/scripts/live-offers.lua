-- live-offers: every offer that rings, soonest deadline first.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { offer … }
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)
--- @include make-offer

local offers = {}
for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'dl:offer', 0, -1)) do
  local offerId = redis.call('HGET', prefix .. 'call:' .. callId, 'offerId')
  offers[#offers + 1] = liveOffer(callId, offerId)
end
return offers
