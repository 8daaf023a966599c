-- Waiting calls: one set per lane, and the summary of each lane's first. A personal lane, `@` and an agent's number, is
-- in no summary: its agent looks into it first of all. How many of a queue's calls wait so is counted.
local function isPersonal(lane)
  return lane ~= nil and string.byte(lane) == 64
end

local function enterLane(call, lane)
  redis.call('ZADD', prefix .. 'w:' .. lane, call.score, call.callId)
  if isPersonal(lane) then redis.call('HINCRBY', prefix .. 'personal', call.queueId, 1)
  else redis.call('ZADD', prefix .. 'heads', 'LT', call.score, lane) end
end

-- → whether it stood there
local function leaveLane(call, lane)
  if not lane or redis.call('ZREM', prefix .. 'w:' .. lane, call.callId) == 0 then return false end
  if isPersonal(lane) then
    redis.call('HINCRBY', prefix .. 'personal', call.queueId, -1)
    return true
  end
  local first = redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, 0, 'WITHSCORES')
  if first[1] then redis.call('ZADD', prefix .. 'heads', first[2], lane)
  else redis.call('ZREM', prefix .. 'heads', lane) end
  return true
end
