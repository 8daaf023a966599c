-- start-talk: whom an agent dialled answered: the customer, or the colleague of an internal call.
-- KEYS: prefix
-- ARGV: clock, callId, allowed, ... drafts (five texts each)
-- Returns: { 'moved', from } | { 'not-allowed', state } | { 'gone' }
-- Events: callback.done; call.talking (unless a draft is one), then the drafts
local prefix = KEYS[1]
local clock, callId, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include callback

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'queueId', 'callbackId', 'direction')
if not call.state or call.state == 'ended' then return { 'gone' } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', 'talking', 'talkingAt', now)
if call.direction == 'internal' then redis.call('HSET', callKey, 'farState', 'answered') end
if call.callbackId then
  redis.call('HDEL', callKey, 'callbackId')
  callbackReached(call.callbackId, { callId = callId, agentId = call.agentId, queueId = call.queueId })
end

local isDrafted = false
for i = 4, #ARGV, 5 do isDrafted = isDrafted or ARGV[i] == 'call.talking' end
if not isDrafted then
  appendEvent('call.talking', { callId = callId, agentId = call.agentId },
    { agentLegId = call.agentLegId, waitMs = cjson.null })
end
appendDrafts(callId, 4)
return { 'moved', call.state }
