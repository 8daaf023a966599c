-- Ends an offer that was not taken: the agent is unready or unreachable, the call is placed again by its old score.
-- Gives: loseOffer → the next offer as makeOffer gives it, or nil when the call waits.
--- @include place-call
--- @include next-presence
local lossEvents = { missed = 'offer.missed', declined = 'offer.declined', unreachable = 'offer.failed', failed = 'offer.failed' }

local function loseOffer(callId, reason, nextOfferId)
  local callKey = prefix .. 'call:' .. callId
  local call = readFields(callKey, 'agentId', 'queueId', 'offerId', 'lane', 'score')
  local agent = readAgent(call.agentId)
  redis.call('ZREM', prefix .. 'dl:offer', callId)
  redis.call('HDEL', callKey, 'agentId', 'offerId', 'deadlineAt')
  redis.call('HDEL', prefix .. 'agent:' .. call.agentId, 'offerId')
  local inARow = reason == 'missed' and redis.call('HINCRBY', prefix .. 'agent:' .. call.agentId, 'missedInARow', 1) or nil
  appendEvent(lossEvents[reason], { callId = callId, agentId = call.agentId, queueId = call.queueId },
    { offerId = call.offerId, inARow = inARow })
  becomeIdle(agent)
  if reason == 'unreachable' or reason == 'failed' then
    setReachable(agent, '0')
  elseif agent.presence == 'ready' then
    -- Who chose a break while it rang is on it by now.
    setPresence(agent, 'not-responding', reason)
  end
  return placeCall(callId, call.lane, call.score, nextOfferId)
end
