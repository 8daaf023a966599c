-- Rings an agent who is in no ready set for a call, until the queue's offer time is over.
-- Gives: makeOffer → { offerId, callId, agentId, queueId, deadlineAt }, texts; liveOffer → the same or nil.
--- @include agent-facts
--- @include queued-call
--- @include offer-ids
-- why: JSON text without its outer braces
local function makeOffer(call, agent, queue, offerId, why)
  local callKey = prefix .. 'call:' .. call.callId
  local deadlineAt = string.format('%.0f', now + queue.offerTimeoutS * 1000)
  if call.state ~= 'offered' then call.ring, call.ringing = queue.ring, 0 end
  call.state, call.ringing = 'offered', call.ringing + 1
  if call.ring then
    redis.call('SADD', prefix .. 'o:' .. call.callId, agent.agentId)
    redis.call('HSET', callKey, 'state', 'offered', 'ring', call.ring)
    if call.ringing == 1 and queue.ringEveryMs then
      redis.call('ZADD', prefix .. 'dl:ring', now + queue.ringEveryMs, call.callId)
    end
  else
    redis.call('HSET', callKey, 'state', 'offered', 'agentId', agent.agentId)
  end
  redis.call('HSET', prefix .. 'agent:' .. agent.agentId, 'offerId', offerId, 'callId', call.callId, 'state', 'offered',
    'stateSince', moment)
  redis.call('ZADD', prefix .. 'dl:offer', deadlineAt, agent.agentId)
  -- The agent's leg takes the offer's id; it outlives the offer so that its late hang-up still finds the call.
  redis.call('SET', prefix .. 'leg:' .. offerId, call.callId, 'EX', 86400)
  appendEvent('offer.made', { callId = call.callId, agentId = agent.agentId, queueId = call.queueId },
    string.format('{"offerId":"%s","deadlineAt":%s,"waitedMs":%.0f,"why":{"strategy":"%s","score":%.0f,"stepMs":%s,%s}}',
      offerId, deadlineAt, now - call.queuedAt, queue.strategy, math.floor(call.score), call.stepMs or '0', why))
  appendEvent('agent.state-changed', { agentId = agent.agentId, callId = call.callId }, '{"state":"offered"}')
  agent.state, agent.callId, agent.offerId = 'offered', call.callId, offerId
  return { offerId, call.callId, agent.agentId, call.queueId, deadlineAt }
end

-- An agent's offer while it rings.
local function liveOffer(agentId)
  local offerId, callId = unpack(redis.call('HMGET', prefix .. 'agent:' .. agentId, 'offerId', 'callId'))
  local deadlineAt = redis.call('ZSCORE', prefix .. 'dl:offer', agentId)
  if not offerId or not deadlineAt then return nil end
  return { offerId, callId, agentId, redis.call('HGET', prefix .. 'call:' .. callId, 'queueId'), deadlineAt }
end

-- Offers of this call that a request repeated after a lost reply is answered with.
local function repeatedOffers(call, ids)
  local offers = {}
  if call.state ~= 'offered' then return offers end
  local agents = call.ring and redis.call('SMEMBERS', prefix .. 'o:' .. call.callId) or { call.agentId }
  for _, agentId in ipairs(agents) do
    local offer = liveOffer(agentId)
    if offer and isOfBlock(offer[1], ids) then offers[#offers + 1] = offer end
  end
  table.sort(offers, function(a, b) return a[1] < b[1] end)
  return offers
end
