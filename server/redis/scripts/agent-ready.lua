-- agent-ready: the agent pressed Ready; he gets the first call of his lanes or joins the ready agents.
-- KEYS: prefix
-- ARGV: clock, agentId, offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } (not reachable) | { 'noted' } (busy) | { 'logged-out' }
-- Events: agent.presence-changed; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, offerId = unpack(ARGV)
--- @include serve-agent

local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'logged-out' } end
if agent.presence ~= 'ready' and agent.state == 'idle' then
  -- His idle time begins when he can be offered a call, so a long break puts nobody first in line.
  redis.call('HSET', prefix .. 'agent:' .. agentId, 'idleSince', stamp)
  agent.idleSince = stamp
end
setPresence(agent, 'ready', nil)
local reply = serveAgent(agent, offerId)
if reply[1] == 'not-eligible' and agent.state ~= 'idle' then return { 'noted' } end
return reply
