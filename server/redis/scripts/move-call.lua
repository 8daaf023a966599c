-- move-call: holds or resumes a call; only the agent who has it may.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, to, event, allowed
-- Returns: { 'moved', from } | { 'not-allowed', state } | { 'gone' }
-- Events: the one named
local prefix = KEYS[1]
local clock, callId, agentId, to, event, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.agentId ~= agentId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', to)
appendEvent(event, { callId = callId, agentId = agentId })
return { 'moved', call.state }
