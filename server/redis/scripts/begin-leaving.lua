-- begin-leaving: a free agent is about to go. He may still be given a call until then; nobody is called for him any more.
-- KEYS: prefix
-- ARGV: clock, agentId, forMs
-- Returns: { 'ok' } | { 'not-free' } (nobody could be given him as he is)
-- Events: agent.leaving
local prefix = KEYS[1]
local clock, agentId, forMs = unpack(ARGV)
--- @include agent-facts

local agent = readAgent(agentId)
if not isEligible(agent) then return { 'not-free' } end
local leavesAt = now + tonumber(forMs)
redis.call('HSET', prefix .. 'agent:' .. agentId, 'leavesAt', leavesAt)
appendEvent('agent.leaving', { agentId = agentId }, { ['until'] = leavesAt })
return { 'ok' }
