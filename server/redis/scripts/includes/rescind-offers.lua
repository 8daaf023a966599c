-- Takes back what rings for a call: the caller left, or another agent answered. Idle times stay, so it costs nobody his place.
-- → the agents, free again but in no ready set yet, longest idle first; each keeps its offerId for the reply
--- @include queued-call
--- @include next-presence
local function rescindOffers(call, exceptAgentId, because)
  local freed = {}
  for _, agent in ipairs(ringingAgents(call)) do
    if agent.agentId ~= exceptAgentId then
      redis.call('ZREM', prefix .. 'dl:offer', agent.agentId)
      appendEvent('offer.rescinded', { callId = call.callId, agentId = agent.agentId, queueId = call.queueId },
        { offerId = agent.offerId, because = because })
      becomeIdle(agent)
      freed[#freed + 1] = agent
    end
  end
  if call.ring then
    redis.call('DEL', prefix .. 'o:' .. call.callId)
    redis.call('ZREM', prefix .. 'dl:ring', call.callId)
    redis.call('HDEL', prefix .. 'call:' .. call.callId, 'ring')
  end
  return freed
end

local function offersOf(agents)
  local offers = {}
  for i, agent in ipairs(agents) do offers[i] = { agent.offerId, agent.agentId } end
  return offers
end
