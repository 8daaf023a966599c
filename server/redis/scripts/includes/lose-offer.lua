-- Ends an offer that was not taken: the agent is unready or unreachable, the call rings on elsewhere or is placed again by
-- its old score. → the next offers as makeOffer gives them
--- @include place-call
--- @include next-presence
local lossEvents = { missed = 'offer.missed', declined = 'offer.declined', unreachable = 'offer.failed', failed = 'offer.failed' }

-- The agent's part. → the offer's id
local function endOffer(agent, call, reason)
  redis.call('ZREM', prefix .. 'dl:offer', agent.agentId)
  local inARow = reason == 'missed' and redis.call('HINCRBY', prefix .. 'agent:' .. agent.agentId, 'missedInARow', 1) or nil
  appendEvent(lossEvents[reason], { callId = call.callId, agentId = agent.agentId, queueId = call.queueId },
    { offerId = agent.offerId, inARow = inARow })
  becomeIdle(agent)
  if reason == 'unreachable' or reason == 'failed' then
    setReachable(agent, '0')
  elseif agent.presence == 'ready' then
    -- Who chose a break while it rang is on it by now.
    setPresence(agent, 'not-responding', reason)
  end
end

local function loseOffer(agent, reason, ids)
  local call = readCall(agent.callId)
  local callKey = prefix .. 'call:' .. call.callId
  endOffer(agent, call, reason)
  if call.ring then
    redis.call('SREM', prefix .. 'o:' .. call.callId, agent.agentId)
    call.ringing = call.ringing - 1
    if call.ringing == 0 then
      redis.call('HSET', callKey, 'state', 'queued')
      redis.call('HDEL', callKey, 'ring')
      redis.call('ZREM', prefix .. 'dl:ring', call.callId)
      call.state, call.ring = 'queued', nil
    end
    -- In its lane it has found nobody else to ring.
    if redis.call('ZSCORE', prefix .. 'w:' .. call.lane, call.callId) then return {} end
  else
    redis.call('HDEL', callKey, 'agentId')
    call.state = 'unplaced'
  end
  return placeCall(call, readQueue(call.queueId), ids)
end
