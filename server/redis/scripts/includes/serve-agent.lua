-- Gives an agent who became free the first call of his lanes, else a place in the ready set of his profile.
--- @include first-in
--- @include lanes
--- @include ready-sets
--- @include make-offer
-- → { 'offered', the offer's five texts } or { 'idle' } or { 'not-eligible' }
local function serveAgent(agent, offerId)
  if agent.state == 'offered' then
    local repeated = liveOffer(agent.callId, offerId)
    if repeated then return { 'offered', unpack(repeated) } end
  end
  if not isEligible(agent) then return { 'not-eligible' } end
  local lane = firstIn(prefix .. 'heads', prefix .. 'pl:' .. agent.profile)
  if not lane then
    joinReady(agent.agentId, agent.profile, agent.idleSince)
    return { 'idle' }
  end
  local callId = redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, 0)[1]
  leaveLane(lane, callId)
  leaveReady(agent.agentId, agent.profile)
  -- By complementarity he is the only ready agent of a lane with calls waiting.
  return { 'offered', unpack(makeOffer(callId, agent.agentId, offerId, 1)) }
end

-- For scripts that were given no id for an offer: ready when nothing waits for him, else owed a match.
local function settleAgent(agent)
  if not isEligible(agent) then return end
  if firstIn(prefix .. 'heads', prefix .. 'pl:' .. agent.profile) then
    redis.call('SADD', prefix .. 'owed', agent.agentId)
  else
    joinReady(agent.agentId, agent.profile, agent.idleSince)
  end
end
