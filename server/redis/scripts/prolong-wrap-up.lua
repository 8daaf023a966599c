-- prolong-wrap-up: the agent needs longer; the nth time, so that a click repeated prolongs once.
-- KEYS: prefix
-- ARGV: clock, agentId, callId, nth, times, byMs
-- Returns: { 'ok', until } | { 'used-up' } | { 'stale' }
-- Events: wrap-up.prolonged
local prefix = KEYS[1]
local clock, agentId, callId, nth, times, byMs = unpack(ARGV)
--- @include agent-facts

local key = prefix .. 'agent:' .. agentId
local agent = readFields(key, 'state', 'callId', 'wrapUpUntil', 'prolonged')
if agent.state ~= 'wrap-up' or agent.callId ~= callId then return { 'stale' } end
local done = tonumber(agent.prolonged or 0)
if done >= tonumber(nth) then return { 'ok', agent.wrapUpUntil } end
if tonumber(nth) > tonumber(times) then return { 'used-up' } end
if done + 1 ~= tonumber(nth) then return { 'stale' } end
local untilAt = string.format('%.0f', agent.wrapUpUntil + byMs)
redis.call('HSET', key, 'wrapUpUntil', untilAt, 'prolonged', nth)
redis.call('ZADD', prefix .. 'dl:wrap-up', untilAt, agentId)
appendEvent('wrap-up.prolonged', { callId = callId, agentId = agentId },
  { ['until'] = tonumber(untilAt), times = tonumber(nth), byMs = tonumber(byMs) })
return { 'ok', untilAt }
