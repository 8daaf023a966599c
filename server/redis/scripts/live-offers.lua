-- live-offers: every offer that rings, soonest deadline first.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { offer … }
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)
--- @include make-offer

local offers = {}
for _, agentId in ipairs(redis.call('ZRANGE', prefix .. 'dl:offer', 0, -1)) do offers[#offers + 1] = liveOffer(agentId) end
return offers
