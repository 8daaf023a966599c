-- agent-ready: the agent pressed Ready; he gets the first call of his lanes or joins the ready agents.
-- KEYS: prefix
-- ARGV: clock, agentId, offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' } (not reachable) | { 'noted' } (busy: ready afterwards) | { 'logged-out' }
-- Events: agent.presence-changed or next-chosen; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, offerId = unpack(ARGV)
--- @include serve-agent
--- @include next-presence

local agent, ids = readAgent(agentId), idBlock(offerId)
if not agent.presence or agent.presence == 'logged-out' then return { 'logged-out' } end
if agent.state ~= 'idle' then
  if agent.state == 'offered' and isOfBlock(agent.offerId, ids) then return serveAgent(agent, ids) end
  setNext(agent, { presence = 'ready' })
  return { 'noted' }
end
-- His idle time begins when he can be offered a call, so a long break puts nobody first in line.
if agent.presence ~= 'ready' then restartIdleClock(agent) end
setPresence(agent, 'ready', nil)
return serveAgent(agent, ids)
