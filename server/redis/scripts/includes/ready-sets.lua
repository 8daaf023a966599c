-- Ready agents: one set per profile and order, and the summary of each set's first. Everybody stands in the order `i`, by
-- idle time. Who answers queues of other strategies (agent.kinds) stands in theirs, too: `c` calls taken, `t` talk time,
-- `x` random, `p` (one plain set) the queue's own order.
--- @include clock
-- Two agents' idle times never differ by 2^33 ms, so a count before them decides; the sum stays an exact double.
local COUNT_UNIT, MOST_COUNTED = 8589934592, 1000000

-- Of waiting times that are exponential the first is uniformly chosen, however long the others have waited; who joins
-- begins where the last choice was made. The agent and the moment are all the chance there is.
local function drawRandom(agentId)
  local digits = string.sub(redis.sha1hex(agentId .. stamp), 1, 8)
  local begin = redis.call('GET', prefix .. 'random-level') or '0'
  return string.format('%.17g', begin - math.log((tonumber(digits, 16) + 0.5) / 4294967296))
end

local function orderOf(agent, kind)
  if kind == 'x' then return drawRandom(agent.agentId) end
  local count = kind == 'c' and agent.calls or kind == 't' and math.floor((agent.talkMs or 0) / 1000)
  return string.format('%.0f', math.min(tonumber(count or 0), MOST_COUNTED) * COUNT_UNIT + math.floor(agent.idleSince))
end

-- idleSince stays the text it is: Lua would print it with 14 digits. Who stands there already keeps his chance.
local function joinReady(agent)
  redis.call('ZADD', prefix .. 'ri:' .. agent.profile, agent.idleSince, agent.agentId)
  redis.call('ZADD', prefix .. 'rhi', 'LT', agent.idleSince, agent.profile)
  if not agent.isFreed then redis.call('SREM', prefix .. 'owed', agent.agentId) end
  agent.isFreed = false
  for kind in string.gmatch(agent.kinds or '', '.') do
    if kind == 'p' then redis.call('SADD', prefix .. 'rp', agent.agentId)
    else
      local key, order = prefix .. 'r' .. kind .. ':' .. agent.profile, orderOf(agent, kind)
      if redis.call('ZADD', key, 'NX', order, agent.agentId) == 1 then
        redis.call('ZADD', prefix .. 'rh' .. kind, 'LT', order, agent.profile)
      end
    end
  end
end

local function leaveOrder(agent, kind)
  local key, summary = prefix .. 'r' .. kind .. ':' .. agent.profile, prefix .. 'rh' .. kind
  if redis.call('ZREM', key, agent.agentId) == 0 then return end
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  if first[1] then redis.call('ZADD', summary, first[2], agent.profile) else redis.call('ZREM', summary, agent.profile) end
end

local function leaveReady(agent)
  if agent.isFreed then return end
  redis.call('SREM', prefix .. 'owed', agent.agentId)
  leaveOrder(agent, 'i')
  for kind in string.gmatch(agent.kinds or '', '.') do
    if kind == 'p' then redis.call('SREM', prefix .. 'rp', agent.agentId) else leaveOrder(agent, kind) end
  end
end
