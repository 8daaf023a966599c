-- Steps of a queue change a waiting call as time passes. They stand in the queue's hash as one text,
-- `afterMs:lane:bonusMs:announce:callback` after another with commas between, in the order of their times.
-- A call knows the time of the last one it took (stepMs) and from when their times count (stepsFrom).
--- @include append-event
local function reachStep(call, afterMs, bonusMs, announce, callback)
  call.stepMs = afterMs
  call.score = string.format('%.3f', call.score - bonusMs)
  call.told = { announce, callback }
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'stepMs', afterMs)
  local said = redis.call('HGET', prefix .. 'queue:' .. call.queueId, 'step:' .. afterMs) or '{}'
  appendEvent('call.step-reached', { callId = call.callId, queueId = call.queueId },
    '{"afterMs":' .. afterMs .. ',"change":' .. said .. '}')
end

-- Takes every step that is due: the latest says where the call waits. → that lane, and when the next step is due or nil
local function takeSteps(call, queue)
  local lane, taken = queue.lane, tonumber(call.stepMs or 0)
  if not queue.steps then return lane, nil end
  for afterMs, stepLane, bonusMs, announce, callback in string.gmatch(queue.steps, '(%d+):(%d+):(%d+):(%d+):(%d)') do
    if tonumber(afterMs) > taken then
      local dueAt = call.stepsFrom + afterMs
      if dueAt > now then return lane, dueAt end
      reachStep(call, afterMs, bonusMs, announce, callback)
    end
    lane = stepLane
  end
  return lane, nil
end

-- Of a call that is new in its queue none is set.
local function setStepDeadline(call, dueAt)
  if dueAt then redis.call('ZADD', prefix .. 'dl:step', dueAt, call.callId)
  elseif not call.isNew then redis.call('ZREM', prefix .. 'dl:step', call.callId) end
end
