-- phone-alive: the page with the agent's softphone has given a sign of life. One that slept is offered calls again.
-- KEYS: prefix
-- ARGV: clock, agentId, silentMs (without another sign it counts as asleep), offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } | { 'ok' } (it was not asleep)
-- Events: agent.reachable; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, silentMs, offerId = unpack(ARGV)
--- @include serve-agent

local key = prefix .. 'agent:' .. agentId
redis.call('ZADD', prefix .. 'dl:phone', now + silentMs, agentId)
if redis.call('HDEL', key, 'asleep') == 0 then return { 'ok' } end
local agent = readAgent(agentId)
if agent.presence == 'logged-out' then return { 'ok' } end
setReachable(agent, '1')
return serveAgent(agent, idBlock(offerId))
