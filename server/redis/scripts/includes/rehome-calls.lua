-- Calls of a queue whose steps are others now: each goes to the lane where they would have brought it, with its score.
-- Every ready agent of a lane that got calls is owed a match: they are more than this script may ring.
--- @include first-in
--- @include ready-sets
--- @include lanes
--- @include queued-call
--- @include steps
local function oweReadyAgents(lane)
  while redis.call('EXISTS', prefix .. 'w:' .. lane) == 1 do
    local profile = firstIn(prefix .. 'rhi', prefix .. 'lp:' .. lane)[1]
    if not profile then return end
    local agent = readAgent(redis.call('ZRANGE', prefix .. 'ri:' .. profile, 0, 0)[1])
    leaveReady(agent)
    redis.call('SADD', prefix .. 'owed', agent.agentId)
  end
end

-- lanes: those it had before; entered: gathers those that got calls. → how many moved
local function rehomeCalls(queueId, lanes, entered)
  local queue, moved = readQueue(queueId), 0
  for _, before in ipairs(lanes) do
    for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'w:' .. before, 0, -1)) do
      local call = readCall(callId)
      local lane, nextStepAt = takeSteps(call, queue)
      setStepDeadline(call, nextStepAt)
      leaveLane(call, before)
      enterLane(call, lane)
      redis.call('HSET', prefix .. 'call:' .. callId, 'lane', lane, 'score', call.score)
      if lane ~= before then moved, entered[lane] = moved + 1, true end
    end
  end
  return moved
end

-- Lanes nobody waits in and no queue has any more.
local function dropUnused(inUse)
  local names = redis.call('HGETALL', prefix .. 'lanes')
  for i = 1, #names, 2 do
    local lane = names[i + 1]
    if not inUse[lane] then
      redis.call('DEL', prefix .. 'pos:' .. lane, prefix .. 'lp:' .. lane)
      redis.call('HDEL', prefix .. 'lanes', names[i])
    end
  end
end
