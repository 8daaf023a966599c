-- keep-lease: renews the caller's lease, or ends it when ttlMs is 0; somebody else's is left alone.
-- KEYS: prefix
-- ARGV: clock, switchId, owner, ttlMs
-- Returns: { 'ok' } | { 'lost' }
-- Events: none
local prefix = KEYS[1]
local clock, switchId, owner, ttlMs = unpack(ARGV)

local ownerKey = prefix .. 'lease:' .. switchId
if redis.call('GET', ownerKey) ~= owner then return { 'lost' } end
if ttlMs == '0' then redis.call('DEL', ownerKey) else redis.call('PEXPIRE', ownerKey, ttlMs) end
return { 'ok' }
