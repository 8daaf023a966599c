-- Puts a call at the head of a queue: one hour off the score it had, once, so that a call that comes back twice does not pass
-- those that came back once. It goes on with its steps where it was.
-- call: callId, score, queuedAt, atHead, stepMs, topic, ring
--- @include place-call
local HEAD_BONUS_MS = 3600000
local function takeHead(call, queueId)
  local score = call.score or stamp
  if not call.atHead then score = string.format('%.3f', score - HEAD_BONUS_MS) end
  -- When it began to wait, for whoever hands it on to another queue.
  redis.call('HSETNX', prefix .. 'call:' .. call.callId, 'enteredAt', call.queuedAt or moment)
  call.queueId, call.score, call.queuedAt, call.stepsFrom = queueId, score, now, now - (call.stepMs or 0)
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'queueId', queueId, 'score', score, 'atHead', 1, 'queuedAt', moment,
    'stepsFrom', call.stepsFrom)
end

-- Where it was. → offers as makeOffer gives them
local function placeAgain(call, ids)
  call.state, call.stepsFrom = 'unplaced', call.stepsFrom or call.queuedAt
  appendEvent('call.queued', { callId = call.callId, queueId = call.queueId },
    { topic = call.topic or cjson.null, again = true, score = math.floor(call.score) })
  return placeCall(call, readQueue(call.queueId), ids)
end

local function placeAtHead(call, queueId, ids)
  takeHead(call, queueId)
  return placeAgain(call, ids)
end
