-- agent-unreachable: a softphone's registration is gone. Presence stays; an offer that rings is the caller's to lose.
-- KEYS: prefix
-- ARGV: clock, sipUser
-- Returns: { 'ok', agent hash as a flat list } | { 'unknown' } (no agent's present account)
-- Events: agent.unreachable
local prefix = KEYS[1]
local clock, sipUser = unpack(ARGV)
--- @include ready-sets
--- @include agent-facts

local agentId = redis.call('GET', prefix .. 'sip:' .. sipUser)
if not agentId then return { 'unknown' } end
local agent = readAgent(agentId)
if agent.sipUser ~= sipUser then return { 'unknown' } end
leaveReady(agent)
setReachable(agent, '0')
return { 'ok', redis.call('HGETALL', prefix .. 'agent:' .. agentId) }
