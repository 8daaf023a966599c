-- Gives a call the ready agent its queue's strategy chooses, or a place in its lane by its score; where several may ring for
-- it, both. A lane with calls in it has no ready agent (complementarity), so the search is left out there.
-- → offers as makeOffer gives them, none when the call waits
--- @include ready-agents
--- @include lanes
--- @include steps
--- @include make-offer
--- @include why
local function offerTo(call, queue, ids, list, ready)
  local agent = readAgent(list[1][1])
  rememberChoice(queue, list[1][2])
  leaveReady(agent)
  return makeOffer(call, agent, queue, takeOfferId(ids), whyThisAgent(list, ready, queue.kind))
end

local function placeCall(call, queue, ids)
  local lane, nextStepAt = takeSteps(call, queue)
  -- An offer says for itself that it rings.
  if call.state ~= 'offered' then call.state = 'queued' end
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'lane', lane, 'score', call.score, 'state', call.state)
  call.lane = lane
  setStepDeadline(call, nextStepAt)
  local offers = {}
  if redis.call('EXISTS', prefix .. 'w:' .. lane) == 0 then
    while wantsMore(call) do
      local list, ready = readyInTurn(lane, queue)
      if not list[1] then break end
      offers[#offers + 1] = offerTo(call, queue, ids, list, ready)
    end
  end
  if wantsMore(call) then enterLane(call, lane) end
  return offers
end
