-- An agent hands his caller over: what every way of doing so has in common. Asked again with the same request, nothing more
-- is done, so that two clicks are one.
--- @include end-talk
local function readHandOver(callId)
  local call = readFields(prefix .. 'call:' .. callId, 'state', 'agentId', 'agentLegId', 'queueId', 'queuedAt', 'enteredAt',
    'score', 'atHead', 'stepMs', 'stepsFrom', 'ring', 'topic', 'talkingAt', 'talkedMs', 'transferId')
  call.callId = callId
  return call
end

-- Fields of the call alone: its agent is released once it is placed, so that it cannot come back to him at once.
-- → what releases him
local function beginHandOver(call, requestId, to)
  local from = { agentId = call.agentId, talkedMs = detachAgent(call.callId, call) }
  redis.call('HSET', prefix .. 'call:' .. call.callId, 'transferId', requestId)
  appendEvent('call.transferred', { callId = call.callId, agentId = from.agentId }, to)
  call.agentId, call.state = nil, 'unplaced'
  return function(wrapUpMs) endTalk(readAgent(from.agentId), call.callId, wrapUpMs, from.talkedMs) end
end
