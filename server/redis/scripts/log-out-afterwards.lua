-- log-out-afterwards: a busy agent will be logged out when he is done. An idle one can log out himself.
-- KEYS: prefix
-- ARGV: clock, agentId
-- Returns: { 'noted' } | { 'idle' } | { 'logged-out' }
-- Events: agent.next-chosen
local prefix = KEYS[1]
local clock, agentId = unpack(ARGV)
--- @include next-presence

local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'logged-out' } end
if agent.state == 'idle' then return { 'idle' } end
setNext(agent, { presence = 'logged-out' })
return { 'noted' }
