-- Binds a call that is in no lane to an agent who is in no ready set, until the queue's offer time is over.
-- Gives: makeOffer → { offerId, callId, agentId, queueId, deadlineAt }, texts; liveOffer → the same or nil.
--- @include agent-facts
local function makeOffer(callId, agentId, offerId, agentsReady)
  local callKey = prefix .. 'call:' .. callId
  local call = readFields(callKey, 'queueId', 'queuedAt')
  local seconds = redis.call('HGET', prefix .. 'queue:' .. call.queueId, 'offerTimeoutS')
  local deadlineAt = string.format('%.0f', now + seconds * 1000)
  redis.call('HSET', callKey, 'state', 'offered', 'agentId', agentId, 'offerId', offerId, 'deadlineAt', deadlineAt)
  redis.call('HSET', prefix .. 'agent:' .. agentId, 'offerId', offerId)
  redis.call('ZADD', prefix .. 'dl:offer', deadlineAt, callId)
  -- The agent's leg takes the offer's id; it outlives the offer so that its late hang-up still finds the call.
  redis.call('SET', prefix .. 'leg:' .. offerId, callId, 'EX', 86400)
  appendEvent('offer.made', { callId = callId, agentId = agentId, queueId = call.queueId }, {
    offerId = offerId, deadlineAt = tonumber(deadlineAt), waitedMs = now - call.queuedAt,
    why = { strategy = 'longest-idle', agentsReady = agentsReady or cjson.null },
  })
  setAgentState(agentId, 'offered', callId)
  return { offerId, callId, agentId, call.queueId, deadlineAt }
end

-- The offer with this id while it rings: what a request repeated after a lost reply is answered with.
local function liveOffer(callId, offerId)
  if not callId then return nil end
  local call = readFields(prefix .. 'call:' .. callId, 'state', 'offerId', 'agentId', 'queueId', 'deadlineAt')
  if call.state ~= 'offered' or call.offerId ~= offerId then return nil end
  return { offerId, callId, call.agentId, call.queueId, call.deadlineAt }
end
