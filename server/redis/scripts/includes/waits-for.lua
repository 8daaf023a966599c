-- A call waits for one agent alone, in his personal lane, until a moment; then its queue's other agents may have it, too.
--- @include lanes
--- @include steps
-- Ready, or ready when he is done, and with a phone.
local function isAtWork(agent)
  local presence = agent.next and cjson.decode(agent.next).presence or agent.presence
  return presence == 'ready' and agent.reachable == '1'
end

local function waitFor(call, agentId, untilAt)
  call.lane, call.state = '@' .. agentId, 'queued'
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'lane', call.lane, 'score', call.score, 'state', 'queued')
  setStepDeadline(call, untilAt)
  enterLane(call, call.lane)
  appendEvent('call.waits-for', { callId = call.callId, agentId = agentId, queueId = call.queueId },
    string.format('{"until":%.0f}', untilAt))
end

-- It has left his lane and waits for others from now on.
local function waitsForAll(call, lane)
  appendEvent('call.waits-for', { callId = call.callId, agentId = string.sub(lane, 2), queueId = call.queueId }, '{"until":null}')
end
