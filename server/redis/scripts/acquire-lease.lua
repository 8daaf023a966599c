-- acquire-lease: takes a switch when nobody owns it or the caller does; the token grows with every new owner.
-- Expiry is Redis' own, so that a lease ends even when no server is there to end it. Whoever was the last owner comes
-- back with his old token: nobody has acted on the switch in between. A new owner ends the tenure before (fence).
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

local tenure = prefix .. 'tenure:' .. switchId .. ':'
local token = redis.call('GET', tokenKey)
if token and redis.call('GET', tenure .. token) == owner then return { 'acquired', token } end
if token then redis.call('DEL', tenure .. token) end
token = tostring(redis.call('INCR', tokenKey))
redis.call('SET', tenure .. token, owner)
return { 'acquired', token }
