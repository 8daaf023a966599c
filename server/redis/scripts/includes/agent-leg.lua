-- Whose audio a leg of a call is: its agent's or, of an internal call, the colleague's, whose leg is the customer's and the far party's.
-- call: direction, agentId, agentLegId, farAgentId, farLegId → his number; nil: it is nobody's any more
local function agentOnLeg(call, legId)
  if legId == call.agentLegId then return call.agentId end
  if call.direction == 'internal' and legId == call.farLegId then return call.farAgentId end
  return nil
end

-- Another leg takes its place, of a colleague in both. → the former leg, whose end still finds the call
local function replaceLegOf(callId, call, agentId, legId)
  local callKey, former = prefix .. 'call:' .. callId, call.agentLegId
  if agentId == call.agentId then
    redis.call('HSET', callKey, 'agentLegId', legId)
  else
    former = call.farLegId
    redis.call('HSET', callKey, 'customerLegId', legId, 'farLegId', legId)
  end
  redis.call('PERSIST', prefix .. 'leg:' .. legId)
  redis.call('EXPIRE', prefix .. 'leg:' .. former, 3600)
  return former
end
