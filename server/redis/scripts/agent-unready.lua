-- agent-unready: the agent takes a break. What rings goes on ringing, what he talks he goes on talking.
-- KEYS: prefix
-- ARGV: clock, agentId, reason
-- Returns: { 'ok' } | { 'logged-out' }
-- Events: agent.presence-changed
local prefix = KEYS[1]
local clock, agentId, reason = unpack(ARGV)
--- @include ready-sets
--- @include agent-facts

local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'logged-out' } end
leaveReady(agentId, agent.profile)
if reason == '' then reason = nil end
setPresence(agent, 'break', reason)
return { 'ok' }
