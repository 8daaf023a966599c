-- A call on its way to an agent, and its queue, as the scripts that place it read them.
-- call.ring: how many may ring for it at once; nil in queues where one rings at a time. call.ringing: how many do.
--- @include agent-facts
-- More fields of its hash may be named.
local function readCall(callId, ...)
  local call = readFields(prefix .. 'call:' .. callId, 'state', 'queueId', 'lane', 'score', 'queuedAt', 'stepMs', 'stepsFrom',
    'ring', 'agentId', ...)
  call.callId = callId
  call.stepsFrom = call.stepsFrom or call.queuedAt
  call.ringing = call.ring and call.state == 'offered' and redis.call('SCARD', prefix .. 'o:' .. callId) or 0
  return call
end

local function readQueue(queueId)
  local queue = readFields(prefix .. 'queue:' .. queueId, 'lane', 'strategy', 'kind', 'offerTimeoutS', 'steps', 'stickyMs', 'callWaitingMs',
    'ring', 'ringEveryMs', 'weightMs', 'keyAccountMs', 'removed')
  queue.queueId = queueId
  return queue
end

-- Whether it may ring anywhere yet, or anywhere else. A call is in a lane exactly as long as it wants so.
local function wantsMore(call)
  if call.state ~= 'offered' then return true end
  return call.ring ~= nil and call.ringing < tonumber(call.ring)
end

-- Who is being rung, longest idle first.
local function ringingAgents(call)
  if not call.ring then return { readAgent(call.agentId) } end
  local agents = {}
  for i, agentId in ipairs(redis.call('SMEMBERS', prefix .. 'o:' .. call.callId)) do agents[i] = readAgent(agentId) end
  table.sort(agents, function(a, b) return tonumber(a.idleSince) < tonumber(b.idleSince) end)
  return agents
end
