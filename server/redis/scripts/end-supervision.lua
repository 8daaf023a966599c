-- end-supervision: a supervisor leaves the agent's ear, and is free again.
-- KEYS: prefix
-- ARGV: clock, supervisorId, legId
-- Returns: { 'ended' } | { 'gone' } when this is not the leg he has
-- Events: supervision.ended, agent.state-changed; what he chose to be afterwards
local prefix = KEYS[1]
local clock, supervisorId, legId = unpack(ARGV)
--- @include serve-agent
--- @include next-presence
--- @include leave-supervision

local supervision = leaveSupervision(supervisorId, legId)
if not supervision then return { 'gone' } end
local supervisor = readAgent(supervisorId)
becomeIdle(supervisor)
settleAgent(supervisor)
return { 'ended' }
