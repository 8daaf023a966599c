-- leave-queue: a waiting caller goes back into the flow, where its queue node says why; what rings for him is rescinded.
-- His place is remembered with the call: a callback, or the same queue again, begins there.
-- KEYS: prefix
-- ARGV: clock, callId, why, entry, allowed
-- Returns: { 'left', from, { { offerId, agentId } … } (rescinded) } | { 'not-allowed', state } | { 'gone' }
-- Events: call.recording-stopped; offer.rescinded, agent.state-changed; call.left-queue
local prefix = KEYS[1]
local clock, callId, why, entry, allowed = unpack(ARGV)
--- @include end-talk
--- @include rescind-offers
--- @include change-recording

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'queueId', 'lane', 'score', 'ring', 'queuedAt', 'stepsFrom')
if not call.state or call.state == 'ended' then return { 'gone' } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
call.callId = callId
local freed = {}
if call.state == 'offered' then
  freed = rescindOffers(call, nil, 'caller-left')
  redis.call('HDEL', callKey, 'agentId')
end
leaveLane(call, call.lane)
redis.call('ZREM', prefix .. 'dl:step', callId)
redis.call('HSET', callKey, 'state', 'in-ivr', 'entry', entry, 'entryData', cjson.encode({ why = why }),
  'keptQueueId', call.queueId, 'keptScore', call.score, 'keptFrom', call.stepsFrom or call.queuedAt)
changeRecording(callId, nil, 'stopped', 'flow')
appendEvent('call.left-queue', { callId = callId, queueId = call.queueId },
  { why = why, waitedMs = now - call.queuedAt })
local rescinded = offersOf(freed)
for _, each in ipairs(freed) do settleAgent(each) end
return { 'left', call.state, rescinded }
