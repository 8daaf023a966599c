-- park-call: an agent lets go of his caller, who waits for whoever picks him up. The agent owes no wrap-up: nothing is over yet.
-- queueId: where the caller goes back to; a dialled call, which had none, is that queue's from now on.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, queueId, requestId, parkMs, comfortMs, allowed
-- Returns: { 'parked', from, agentLegId or '', slot } | { 'repeated' } | { 'not-allowed', state } | { 'unknown-queue' } | { 'gone' }
-- Events: call.parked; agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, queueId, requestId, parkMs, comfortMs, allowed = unpack(ARGV)
--- @include hand-over
--- @include parked

local callKey, call = prefix .. 'call:' .. callId, readHandOver(callId)
local from, agentLegId = call.state, call.agentLegId
if not from or from == 'ended' then return { 'gone' } end
if call.transferId == requestId then return { 'repeated' } end
if call.agentId ~= agentId or not isOneOf(from, allowed) then return { 'not-allowed', from } end
if redis.call('HEXISTS', prefix .. 'queue:' .. queueId, 'lane') == 0 then return { 'unknown-queue' } end

local talkedMs = detachAgent(callId, call)
local slot, untilAt = takeSlot(callId), string.format('%.0f', now + parkMs)
redis.call('HSET', callKey, 'state', 'parked', 'queueId', queueId, 'transferId', requestId,
  'parkSlot', slot, 'parkedBy', agentId, 'parkedAt', moment, 'parkUntil', untilAt)
redis.call('ZADD', prefix .. 'dl:park', untilAt, callId)
redis.call('ZADD', prefix .. 'dl:park-comfort', now + comfortMs, callId)
appendEvent('call.parked', { callId = callId, agentId = agentId, queueId = queueId }, { slot = slot, ['until'] = tonumber(untilAt) })
endTalk(readAgent(agentId), callId, 0, talkedMs)
return { 'parked', from, agentLegId or '', tostring(slot) }
