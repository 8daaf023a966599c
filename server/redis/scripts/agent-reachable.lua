-- agent-reachable: a softphone registered; its agent gets a call when he is ready and idle.
-- KEYS: prefix
-- ARGV: clock, sipUser, offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } | { 'unknown' } (no agent's present account)
-- Events: agent.reachable; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, sipUser, offerId = unpack(ARGV)
--- @include serve-agent

local agentId = redis.call('GET', prefix .. 'sip:' .. sipUser)
if not agentId then return { 'unknown' } end
local agent = readAgent(agentId)
if agent.sipUser ~= sipUser then return { 'unknown' } end
setReachable(agent, '1')
return serveAgent(agent, idBlock(offerId))
