-- Ready agents: one per profile set, and the summary of each profile's first.
local function refreshFirstAgent(profile)
  local first = redis.call('ZRANGE', prefix .. 'ri:' .. profile, 0, 0, 'WITHSCORES')
  if first[1] then redis.call('ZADD', prefix .. 'rhi', first[2], profile)
  else redis.call('ZREM', prefix .. 'rhi', profile) end
end

-- idleSince stays the text it is: Lua would print it with 14 digits.
local function joinReady(agentId, profile, idleSince)
  redis.call('ZADD', prefix .. 'ri:' .. profile, idleSince, agentId)
  redis.call('SREM', prefix .. 'owed', agentId)
  refreshFirstAgent(profile)
end

local function leaveReady(agentId, profile)
  redis.call('SREM', prefix .. 'owed', agentId)
  if redis.call('ZREM', prefix .. 'ri:' .. profile, agentId) == 1 then refreshFirstAgent(profile) end
end
