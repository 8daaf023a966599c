-- acquire-lease: takes a switch when nobody owns it or the caller does; the token grows with every new owner.
-- Expiry is Redis' own, so that a lease ends even when no server is there to end it.
-- KEYS: prefix
-- ARGV: clock, switchId, owner, ttlMs
-- Returns: { 'acquired', token } | { 'held' }
-- Events: none
local prefix = KEYS[1]
local clock, switchId, owner, ttlMs = unpack(ARGV)

local ownerKey, tokenKey = prefix .. 'lease:' .. switchId, prefix .. 'lease-token:' .. switchId
local holder = redis.call('GET', ownerKey)
if holder and holder ~= owner then return { 'held' } end
redis.call('SET', ownerKey, owner, 'PX', ttlMs)
if holder then return { 'acquired', redis.call('GET', tokenKey) } end
return { 'acquired', tostring(redis.call('INCR', tokenKey)) }
