-- silent-phones: pages with a softphone that have given no sign of life for too long are asleep: registered, and yet nobody
-- hears them ring. They are offered nothing until the next sign; a talk is left alone, its sound says whether it lives.
-- KEYS: prefix
-- ARGV: clock, silentMs (until they are looked at again), limit
-- Returns: { 'ok', { offerId, callId, agentId } … } (offers that ring at them)
-- Events: agent.unreachable
local prefix = KEYS[1]
local clock, silentMs, limit = unpack(ARGV)
--- @include ready-sets
--- @include agent-facts

local ringing = {}
for _, agentId in ipairs(redis.call('ZRANGE', prefix .. 'dl:phone', '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)) do
  local agent = readAgent(agentId)
  if agent.presence == 'logged-out' then redis.call('ZREM', prefix .. 'dl:phone', agentId)
  else redis.call('ZADD', prefix .. 'dl:phone', now + silentMs, agentId) end
  if agent.reachable == '1' then
    redis.call('HSET', prefix .. 'agent:' .. agentId, 'asleep', 1)
    leaveReady(agent)
    setReachable(agent, '0', 'asleep')
    if agent.state == 'offered' then ringing[#ringing + 1] = { agent.offerId, agent.callId, agentId } end
  end
end
return { 'ok', ringing }
