-- agent-unreachable: a softphone's registration on a switch is gone; a newer one on another switch stands. Presence stays; an offer that rings is the caller's to lose.
-- KEYS: prefix
-- ARGV: clock, sipUser, switchId
-- Returns: { 'ok', agent hash as a flat list } | { 'unknown' } (no agent's present account) | { 'elsewhere' }
-- Events: agent.unreachable
local prefix = KEYS[1]
local clock, sipUser, switchId = unpack(ARGV)
--- @include ready-sets
--- @include agent-facts

local agentId = redis.call('GET', prefix .. 'sip:' .. sipUser)
if not agentId then return { 'unknown' } end
local agent = readAgent(agentId)
if agent.sipUser ~= sipUser then return { 'unknown' } end
local registeredOn = redis.call('HGET', prefix .. 'agent:' .. agentId, 'registeredOn')
if registeredOn and registeredOn ~= switchId then return { 'elsewhere' } end
redis.call('HDEL', prefix .. 'agent:' .. agentId, 'asleep')
leaveReady(agent)
setReachable(agent, '0')
return { 'ok', redis.call('HGETALL', prefix .. 'agent:' .. agentId) }
