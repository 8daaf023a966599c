-- take-break: the agent goes on break, or, while he is busy, will go afterwards: what rings goes on ringing, a talk goes on.
-- KEYS: prefix
-- ARGV: clock, agentId, reason, productive ('1' or ''), maxMs (or ''), atMost (or '')
-- Returns: { 'ok' } | { 'noted' } (busy: afterwards) | { 'full', how many are on that break } | { 'logged-out' }
-- Events: agent.presence-changed or next-chosen
local prefix = KEYS[1]
local clock, agentId, reason, productive, maxMs, atMost = unpack(ARGV)
--- @include next-presence

local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'logged-out' } end
local places = prefix .. 'on-break:' .. reason
if atMost ~= '' and redis.call('SISMEMBER', places, agentId) == 0 and redis.call('SCARD', places) >= tonumber(atMost) then
  return { 'full', tostring(redis.call('SCARD', places)) }
end
local chosen = { presence = 'break', reason = reason ~= '' and reason or nil, productive = productive == '1' or nil,
  maxMs = tonumber(maxMs) }
if agent.state ~= 'idle' then
  setNext(agent, chosen)
  return { 'noted' }
end
leaveReady(agent)
setPresence(agent, 'break', chosen.reason, chosen)
return { 'ok' }
