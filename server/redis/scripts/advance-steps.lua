-- advance-steps: takes the steps that are due for waiting and ringing calls, at most `limit` calls, and lets more agents ring
-- where the time for that has come. A call keeps its place: its score follows it, less the step's bonus.
-- KEYS: prefix
-- ARGV: clock, limit, offerId
-- Returns: { 'ok', { offer … }, { { callId, queueId, announce ('0': none), callback ('1': offered) } … }, calls looked at }
-- Events: call.waits-for, call.step-reached; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, limit, offerId = unpack(ARGV)
--- @include place-call
--- @include waits-for

local ids, offers, told = idBlock(offerId), {}, {}
local function collect(made)
  for _, offer in ipairs(made) do offers[#offers + 1] = offer end
end
local function due(kind)
  return redis.call('ZRANGE', prefix .. 'dl:' .. kind, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
end

local function advance(callId)
  local call = readCall(callId)
  if call.state ~= 'queued' and call.state ~= 'offered' then return redis.call('ZREM', prefix .. 'dl:step', callId) end
  local queue, waits = readQueue(call.queueId), leaveLane(call, call.lane)
  if waits and isPersonal(call.lane) then waitsForAll(call, call.lane) end
  if waits then collect(placeCall(call, queue, ids))
  else
    -- It rings wherever it may: the step is for when it has to wait again.
    local lane, nextStepAt = takeSteps(call, queue)
    redis.call('HSET', prefix .. 'call:' .. callId, 'lane', lane, 'score', call.score)
    setStepDeadline(call, nextStepAt)
  end
  if call.told then told[#told + 1] = { callId, call.queueId, unpack(call.told) } end
end

local function ringMore(callId)
  local call = readCall(callId)
  if call.state ~= 'offered' or not call.ring then return redis.call('ZREM', prefix .. 'dl:ring', callId) end
  local queue = readQueue(call.queueId)
  local isInLane = wantsMore(call)
  call.ring = string.format('%d', math.min(call.ring + (queue.ring or 1), 50))
  redis.call('HSET', prefix .. 'call:' .. callId, 'ring', call.ring)
  if queue.ringEveryMs and tonumber(call.ring) < 50 then redis.call('ZADD', prefix .. 'dl:ring', now + queue.ringEveryMs, callId)
  else redis.call('ZREM', prefix .. 'dl:ring', callId) end
  -- In its lane it has found nobody else to ring.
  if not isInLane then collect(placeCall(call, queue, ids)) end
end

local steps, rings = due('step'), due('ring')
for _, callId in ipairs(steps) do advance(callId) end
for _, callId in ipairs(rings) do ringMore(callId) end
return { 'ok', offers, told, tostring(#steps + #rings) }
