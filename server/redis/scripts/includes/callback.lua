-- A promise to call somebody back; its attempts are calls of their own.
--- @include append-event
--- @include read-fields
local MOST_ATTEMPTS, RETRY_MS = 3, 300000

local function readCallback(callbackId)
  local callback = readFields(prefix .. 'callback:' .. callbackId, 'number', 'queueId', 'score', 'stepsFrom', 'attempts', 'callId')
  callback.callbackId = callbackId
  return callback
end

local function forgetNumber(callback)
  redis.call('DEL', prefix .. 'callback-of:' .. callback.number)
  redis.call('ZREM', prefix .. 'callbacks', callback.callbackId)
  redis.call('ZREM', prefix .. 'dl:callback', callback.callbackId)
  redis.call('ZREM', prefix .. 'dl:callback-breach', callback.callbackId)
end

local function closeCallback(callback)
  forgetNumber(callback)
  redis.call('DEL', prefix .. 'callback:' .. callback.callbackId)
end

-- He was reached.
local function callbackReached(callbackId, about)
  local callback = readCallback(callbackId)
  if not callback.number then return end
  closeCallback(callback)
  appendEvent('callback.done', about, { callbackId = callbackId, attempt = callback.attempts + 1 })
end

-- The call that was to reach him ended before that: tried again later, given up after some attempts, or, when nobody had
-- dialled yet, queued again at once. What is given up stays until a task has been made of it.
local function callbackMissed(callbackId, about, wasDialled, cause)
  local callback = readCallback(callbackId)
  if not callback.number or callback.callId ~= about.callId then return end
  local key = prefix .. 'callback:' .. callbackId
  redis.call('HDEL', key, 'callId')
  if not wasDialled then return redis.call('ZADD', prefix .. 'dl:callback', now, callbackId) end
  local attempt = callback.attempts + 1
  redis.call('HSET', key, 'attempts', attempt)
  if attempt < MOST_ATTEMPTS then
    redis.call('ZADD', prefix .. 'dl:callback', now + RETRY_MS, callbackId)
    return appendEvent('callback.failed', about, { callbackId = callbackId, attempt = attempt, cause = cause, nextAt = now + RETRY_MS })
  end
  forgetNumber(callback)
  redis.call('SADD', prefix .. 'callbacks-given-up', callbackId)
  appendEvent('callback.given-up', about, { callbackId = callbackId, attempt = attempt, cause = cause })
end
