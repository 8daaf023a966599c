-- move-waiting: a supervisor gives a waiting call another queue, or the head of the one it is in. How long it has waited goes with it.
-- KEYS: prefix
-- ARGV: clock, callId, queueId ('': its own), toHead ('1' or '0'), requestId, isKeyAccount ('1' or '0'), by, offerId, allowed
-- Returns: { 'moved', { offer … } } | { 'repeated', { offer … } } | { 'not-allowed', state } | { 'gone' } | { 'unknown-queue' }
-- Events: call.moved; call.queued (another queue); call.waits-for, call.step-reached; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, queueId, toHead, requestId, isKeyAccount, by, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include waits-for

local callKey, ids = prefix .. 'call:' .. callId, idBlock(offerId)
local call = readCall(callId, 'atHead', 'enteredAt', 'moveId', 'topic')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.moveId == requestId then return { 'repeated', repeatedOffers(call, ids) } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
local from = call.queueId
local to = queueId ~= '' and queueId or from
local queue = readQueue(to)
if not queue.lane or (queue.removed and to ~= from) then return { 'unknown-queue' } end

if leaveLane(call, call.lane) and isPersonal(call.lane) then waitsForAll(call, call.lane) end
appendEvent('call.moved', { callId = callId, queueId = to },
  { fromQueueId = from, toHead = toHead == '1', by = by })
redis.call('HSET', callKey, 'moveId', requestId)
if to ~= from then
  local entered = call.enteredAt or call.queuedAt
  local bonus = (queue.weightMs or 0) + (isKeyAccount == '1' and queue.keyAccountMs or 0)
  call.queueId, call.stepsFrom, call.stepMs, call.atHead = to, now, nil, nil
  call.score = string.format('%.3f', entered - bonus)
  redis.call('HDEL', callKey, 'atHead', 'stepMs', 'keptQueueId', 'keptScore', 'keptFrom')
  redis.call('HSET', callKey, 'queueId', to, 'enteredAt', entered, 'stepsFrom', call.stepsFrom)
  appendEvent('call.queued', { callId = callId, queueId = to },
    { topic = call.topic or cjson.null, again = false, score = math.floor(call.score) })
end
if toHead == '1' and not call.atHead then
  call.score = string.format('%.3f', call.score - HEAD_BONUS_MS)
  redis.call('HSET', callKey, 'atHead', 1)
end
return { 'moved', placeCall(call, queue, ids) }
