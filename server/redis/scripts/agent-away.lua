-- agent-away: the audio of the agent of a talking, held or consulting call is gone; he is waited for until a deadline.
-- KEYS: prefix
-- ARGV: clock, callId, agentLegId, reason, comfortMs, lostMs, allowed
-- Returns: { 'away', until } | { 'exists' } (away already) | { 'stale' } (not his leg any more) | { 'not-allowed', state } | { 'gone' }
-- Events: call.agent-away
local prefix = KEYS[1]
local clock, callId, agentLegId, reason, comfortMs, lostMs, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'awaySince', 'awayComforted')
if not call.state or call.state == 'ended' then return { 'gone' } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
if call.agentLegId ~= agentLegId then return { 'stale' } end
-- What is heard now may be sooner than what was thought before: a lost socket, and then the end of its leg.
if not call.awayComforted then redis.call('ZADD', prefix .. 'dl:away-comfort', 'LT', now + comfortMs, callId) end
if call.awaySince then return { 'exists' } end
local lostAt = now + lostMs
redis.call('HSET', callKey, 'awaySince', now)
redis.call('ZADD', prefix .. 'dl:away', lostAt, callId)
appendEvent('call.agent-away', { callId = callId, agentId = call.agentId },
  { agentLegId = agentLegId, reason = reason, ['until'] = lostAt })
return { 'away', string.format('%.0f', lostAt) }
