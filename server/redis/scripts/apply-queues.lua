-- apply-queues: writes settings, lanes and profiles. Waiting calls stay in their lanes, ready agents keep their idle time.
-- A ready agent who may now take a waiting call is owed a match: this script has no offer ids to give.
-- A removed queue keeps its lane, so that calls in it keep their places; it takes no new ones and has no agents.
-- KEYS: prefix
-- ARGV: clock, queues (JSON list of QueueSettings)
-- Returns: { 'ok', number of agents whose profile changed }
-- Events: none
local prefix = KEYS[1]
local clock, queues = unpack(ARGV)
--- @include first-in
--- @include ready-sets

-- The 70-character names keep the summaries from being small lists, which are slow to intersect; they match nothing.
local sentinel = string.rep('-', 70)
redis.call('ZADD', prefix .. 'heads', '+inf', sentinel)
redis.call('ZADD', prefix .. 'rhi', '+inf', sentinel)

local function intern(kind, name)
  local known = redis.call('HGET', prefix .. kind, name)
  if known then return known, false end
  local id = string.format('%.0f', redis.call('HINCRBY', prefix .. 'ids', kind, 1))
  redis.call('HSET', prefix .. kind, name, id)
  return id, true
end

-- Settings and lanes; lanesOf[agentId] = set of his lanes.
local lanesOf, kept = {}, {}
for _, queue in ipairs(cjson.decode(queues)) do
  local lane = intern('lanes', queue.queueId)
  local key = prefix .. 'queue:' .. queue.queueId
  kept[queue.queueId] = true
  redis.call('SADD', prefix .. 'queues', queue.queueId)
  redis.call('HDEL', key, 'removed')
  redis.call('HSET', key, 'name', queue.name, 'lane', lane, 'offerTimeoutS', queue.offerTimeoutS, 'wrapUpS', queue.wrapUpS,
    'dispositionRequired', queue.dispositionRequired and 1 or 0)
  for _, agentId in ipairs(queue.agentIds) do
    lanesOf[agentId] = lanesOf[agentId] or {}
    lanesOf[agentId][tonumber(lane)] = true
  end
end
for _, queueId in ipairs(redis.call('SMEMBERS', prefix .. 'queues')) do
  if not kept[queueId] then redis.call('HSET', prefix .. 'queue:' .. queueId, 'removed', 1) end
end

-- A profile is a distinct set of lanes; '0' is the empty one.
local function profileOf(laneSet)
  local lanes = {}
  for lane in pairs(laneSet) do lanes[#lanes + 1] = lane end
  if #lanes == 0 then return '0' end
  table.sort(lanes)
  local profile, isNew = intern('profiles', table.concat(lanes, ','))
  if isNew then
    redis.call('SADD', prefix .. 'pl:' .. profile, unpack(lanes))
    for _, lane in ipairs(lanes) do redis.call('SADD', prefix .. 'lp:' .. lane, profile) end
  end
  return profile
end

local changed, used = 0, {}
local function moveAgent(agentId, profile)
  used[profile] = true
  local key = prefix .. 'agent:' .. agentId
  local old = redis.call('HGET', key, 'profile') or '0'
  if old == profile then return end
  changed = changed + 1
  redis.call('HSET', key, 'profile', profile)
  local idleSince = redis.call('ZSCORE', prefix .. 'ri:' .. old, agentId)
  if not idleSince then return end
  leaveReady(agentId, old)
  if firstIn(prefix .. 'heads', prefix .. 'pl:' .. profile) then redis.call('SADD', prefix .. 'owed', agentId)
  else joinReady(agentId, profile, idleSince) end
end

for _, agentId in ipairs(redis.call('SMEMBERS', prefix .. 'assigned')) do
  if not lanesOf[agentId] then
    moveAgent(agentId, '0')
    redis.call('SREM', prefix .. 'assigned', agentId)
  end
end
for agentId, laneSet in pairs(lanesOf) do
  redis.call('SADD', prefix .. 'assigned', agentId)
  moveAgent(agentId, profileOf(laneSet))
end
-- Unused profiles go, and their numbers are never given again.
local profiles = redis.call('HGETALL', prefix .. 'profiles')
for i = 1, #profiles, 2 do
  local profile = profiles[i + 1]
  if not used[profile] then
    for _, lane in ipairs(redis.call('SMEMBERS', prefix .. 'pl:' .. profile)) do redis.call('SREM', prefix .. 'lp:' .. lane, profile) end
    redis.call('DEL', prefix .. 'pl:' .. profile)
    redis.call('HDEL', prefix .. 'profiles', profiles[i])
  end
end
return { 'ok', changed }
