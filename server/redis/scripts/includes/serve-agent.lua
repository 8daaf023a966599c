-- Gives an agent who became free the first call of his lanes, else a place among the ready.
--- @include first-in
--- @include lanes
--- @include ready-sets
--- @include make-offer
--- @include why
-- The calls he may take, the first one first; those that wait for him alone before all others.
local function callsInTurn(agent)
  if redis.call('EXISTS', prefix .. 'w:@' .. agent.agentId) == 1 then
    return inTurn(prefix .. 'w:@', nil, { agent.agentId }, nil), true
  end
  local heads = prefix .. 'heads'
  return inTurn(prefix .. 'w:', heads, firstIn(heads, prefix .. 'pl:' .. agent.profile)), false
end

-- A queue in turn goes on after him, whichever way he came to a call of it.
local function rememberPosition(queue, lane, agentId)
  if queue.strategy ~= 'round-robin' then return end
  local position = redis.call('ZSCORE', prefix .. 'pos:' .. lane, agentId)
  if position then redis.call('HSET', prefix .. 'cursor', queue.queueId, position) end
end

-- → { 'offered', the offer's five texts } or { 'idle' } or { 'not-eligible' }
local function serveAgent(agent, ids)
  if agent.state == 'offered' and isOfBlock(agent.offerId, ids) then
    return { 'offered', unpack(liveOffer(agent.agentId)) }
  end
  if not isEligible(agent) then return { 'not-eligible' } end
  local list, personal = callsInTurn(agent)
  if not list[1] then
    joinReady(agent)
    return { 'idle' }
  end
  local call = readCall(list[1][1])
  local queue = readQueue(call.queueId)
  leaveReady(agent)
  if personal then queue.ring = nil end
  rememberPosition(queue, call.lane, agent.agentId)
  local offer = makeOffer(call, agent, queue, takeOfferId(ids), whyThisCall(list, personal))
  if not wantsMore(call) then leaveLane(call, call.lane) end
  return { 'offered', unpack(offer) }
end

-- For scripts that were given no id for an offer: ready when nothing waits for him, else owed a match.
local function settleAgent(agent)
  if not isEligible(agent) then return end
  local isAwaited = redis.call('EXISTS', prefix .. 'w:@' .. agent.agentId) == 1
    or firstIn(prefix .. 'heads', prefix .. 'pl:' .. agent.profile)[1]
  if isAwaited then
    redis.call('SADD', prefix .. 'owed', agent.agentId)
    agent.isFreed = false
  else joinReady(agent) end
end
