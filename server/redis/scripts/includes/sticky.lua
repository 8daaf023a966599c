-- A call goes first of all to the agent who had its caller, if he may answer the queue at some time and is at work: rings him
-- when he is free, else waits in his personal lane for the queue's stickyMs. → offers, or nil: he is not to be had
--- @include place-call
--- @include waits-for
local function mayEverAnswer(agent, queue)
  local lanes = { queue.lane }
  for lane in string.gmatch(queue.steps or '', '%d+:(%d+):%d+:%d+:%d') do lanes[#lanes + 1] = lane end
  for _, isHis in ipairs(redis.call('SMISMEMBER', prefix .. 'pl:' .. agent.profile, unpack(lanes))) do
    if isHis == 1 then return true end
  end
  return false
end

local function placeWithSticky(call, queue, agentId, ids)
  if agentId == '' or not queue.stickyMs then return nil end
  local agent = readAgent(agentId)
  if not isAtWork(agent) or not mayEverAnswer(agent, queue) then return nil end
  local lane = '@' .. agentId
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'lane', lane, 'score', call.score)
  call.lane = lane
  setStepDeadline(call, call.stepsFrom + queue.stickyMs)
  -- Owed a match, he is promised to a call already.
  if redis.call('ZSCORE', prefix .. 'ri:' .. agent.profile, agentId) then
    leaveReady(agent)
    queue.ring = nil
    return { makeOffer(call, agent, queue, takeOfferId(ids), '"by":"sticky","agentsReady":null,"next":[]') }
  end
  waitFor(call, agentId, call.stepsFrom + queue.stickyMs)
  return {}
end
