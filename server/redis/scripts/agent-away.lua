-- agent-away: the audio of the agent of a talking, held or consulting call, or of an internal call's colleague, is gone; he is waited for until a deadline.
-- KEYS: prefix
-- ARGV: clock, callId, agentLegId, reason, comfortMs, lostMs, allowed
-- Returns: { 'away', until } | { 'exists' } (away already) | { 'alone' } (the other one is away already) | { 'stale' } (nobody's leg any more) | { 'not-allowed', state } | { 'gone' }
-- Events: call.agent-away
local prefix = KEYS[1]
local clock, callId, agentLegId, reason, comfortMs, lostMs, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include agent-leg

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'direction', 'agentId', 'agentLegId', 'farAgentId', 'farLegId', 'awaySince', 'awayAgentId',
  'awayComforted')
if not call.state or call.state == 'ended' then return { 'gone' } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
local agentId = agentOnLeg(call, agentLegId)
if not agentId then return { 'stale' } end
if call.awaySince and call.awayAgentId ~= agentId then return { 'alone' } end
-- What is heard now may be sooner than what was thought before: a lost socket, and then the end of its leg.
if not call.awayComforted then redis.call('ZADD', prefix .. 'dl:away-comfort', 'LT', now + comfortMs, callId) end
if call.awaySince then return { 'exists' } end
local lostAt = now + lostMs
redis.call('HSET', callKey, 'awaySince', now, 'awayAgentId', agentId)
redis.call('ZADD', prefix .. 'dl:away', lostAt, callId)
appendEvent('call.agent-away', { callId = callId, agentId = agentId },
  { agentLegId = agentLegId, reason = reason, ['until'] = lostAt })
return { 'away', string.format('%.0f', lostAt) }
