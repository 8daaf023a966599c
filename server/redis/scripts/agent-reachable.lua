-- agent-reachable: a softphone registered on a switch; its agent gets a call when he is ready and idle.
-- KEYS: prefix
-- ARGV: clock, sipUser, switchId, offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } | { 'unknown' } (no agent's present account)
-- Events: agent.reachable; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, sipUser, switchId, offerId = unpack(ARGV)
--- @include serve-agent

local agentId = redis.call('GET', prefix .. 'sip:' .. sipUser)
if not agentId then return { 'unknown' } end
local agent = readAgent(agentId)
if agent.sipUser ~= sipUser then return { 'unknown' } end
redis.call('HSET', prefix .. 'agent:' .. agentId, 'registeredOn', switchId)
redis.call('HDEL', prefix .. 'agent:' .. agentId, 'asleep')
-- A page that is loaded anew is not asleep by the last sign of the one before: its own first sign begins to count.
redis.call('ZREM', prefix .. 'dl:phone', agentId)
setReachable(agent, '1')
return serveAgent(agent, idBlock(offerId))
