-- Waiting calls: one set per lane, and the summary of each lane's first.
local function refreshFirstCall(lane)
  local first = redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, 0, 'WITHSCORES')
  if first[1] then redis.call('ZADD', prefix .. 'heads', first[2], lane)
  else redis.call('ZREM', prefix .. 'heads', lane) end
end

local function enterLane(lane, callId, score)
  redis.call('ZADD', prefix .. 'w:' .. lane, score, callId)
  refreshFirstCall(lane)
end

local function leaveLane(lane, callId)
  redis.call('ZREM', prefix .. 'w:' .. lane, callId)
  refreshFirstCall(lane)
end
