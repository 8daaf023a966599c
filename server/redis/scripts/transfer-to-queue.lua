-- transfer-to-queue: an agent hands his caller to a queue, where he has the place of when he began to wait; the agent wraps up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, queueId, isKeyAccount ('1' or '0'), requestId, wrapUpMs, offerId, allowed
-- Returns: { 'transferred', from, agentLegId or '', { offer … } } | { 'repeated', { offer … } } | { 'not-allowed', state }
--          | { 'gone' } | { 'unknown-queue' }
-- Events: call.transferred, call.queued; call.step-reached; offer.made; agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, agentId, queueId, isKeyAccount, requestId, wrapUpMs, offerId, allowed = unpack(ARGV)
--- @include place-call
--- @include hand-over

local callKey, ids, call = prefix .. 'call:' .. callId, idBlock(offerId), readHandOver(callId)
local from, agentLegId = call.state, call.agentLegId
if not from or from == 'ended' then return { 'gone' } end
if call.transferId == requestId then return { 'repeated', repeatedOffers(readCall(callId), ids) } end
if call.agentId ~= agentId or not isOneOf(from, allowed) then return { 'not-allowed', from } end
local queue = readQueue(queueId)
if not queue.lane or queue.removed then return { 'unknown-queue' } end

local release = beginHandOver(call, requestId, { to = 'queue', queueId = queueId })
local entered = call.enteredAt or call.queuedAt or moment
local bonus = (queue.weightMs or 0) + (isKeyAccount == '1' and queue.keyAccountMs or 0)
call.queueId, call.queuedAt, call.stepsFrom, call.stepMs = queueId, now, now, nil
call.score = string.format('%.3f', entered - bonus)
redis.call('HDEL', callKey, 'atHead', 'stepMs', 'stepsFrom', 'keptQueueId', 'keptScore', 'keptFrom')
redis.call('HSET', callKey, 'queueId', queueId, 'queuedAt', moment, 'enteredAt', entered)
appendEvent('call.queued', { callId = callId, queueId = queueId },
  { topic = call.topic or cjson.null, again = false, score = math.floor(call.score) })
local offers = placeCall(call, queue, ids)
release(wrapUpMs)
return { 'transferred', from, agentLegId or '', offers }
