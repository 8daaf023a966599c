-- reach-callee: whom a campaign called has answered; the flow begins with him at the entry that is written on the call, at once or when it is known whether he is a machine.
-- KEYS: prefix
-- ARGV: clock, callId, allowed
-- Returns: { 'moved', from } | { 'not-allowed', state } | { 'gone' }
-- Events: attempt.reached
local prefix = KEYS[1]
local clock, callId, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'attemptId', 'campaignId', 'contactId', 'startedAt', 'detects')
if not call.state or call.state == 'ended' then return { 'gone' } end
-- A contact whom an agent dials is the agent's to speak with.
if not call.attemptId or call.agentId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', 'in-ivr', 'reachedAt', now)
if call.detects then redis.call('HSET', callKey, 'listeningAt', now) end
appendEvent('attempt.reached', { callId = callId }, {
  attemptId = call.attemptId, campaignId = call.campaignId, contactId = call.contactId, rangMs = now - call.startedAt })
return { 'moved', call.state }
