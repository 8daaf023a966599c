-- A parked call: no agent has it, and its caller waits under a small number (its slot) for whoever picks him up. Its fields
-- parkSlot, parkedBy, parkedAt, parkUntil; `parked`: slot → call. Deadlines `dl:park` (then he goes back) and `dl:park-comfort`.
--- @include append-event
-- The smallest that is free: people say it to each other.
local function takeSlot(callId)
  local slot = 1
  for taken = 1, redis.call('HLEN', prefix .. 'parked') do
    if redis.call('HEXISTS', prefix .. 'parked', taken) == 0 then break end
    slot = taken + 1
  end
  redis.call('HSET', prefix .. 'parked', slot, callId)
  return slot
end

-- call: callId, queueId, parkSlot, parkedAt; agentId: who is rung for him, if anybody is
local function leavePark(call, why, agentId)
  redis.call('HDEL', prefix .. 'parked', call.parkSlot)
  redis.call('ZREM', prefix .. 'dl:park', call.callId)
  redis.call('ZREM', prefix .. 'dl:park-comfort', call.callId)
  redis.call('HDEL', prefix .. 'call:' .. call.callId, 'parkSlot', 'parkedBy', 'parkedAt', 'parkUntil')
  appendEvent('call.unparked', { callId = call.callId, agentId = agentId, queueId = call.queueId },
    { slot = tonumber(call.parkSlot), parkedMs = now - call.parkedAt, why = why })
end
