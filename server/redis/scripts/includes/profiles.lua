-- Names and their integers, given once and never again; agents' profiles, a profile being a distinct set of lanes ('0': none).
--- @include serve-agent
local function intern(kind, name)
  local known = redis.call('HGET', prefix .. kind, name)
  if known then return known, false end
  local id = string.format('%.0f', redis.call('HINCRBY', prefix .. 'ids', kind, 1))
  redis.call('HSET', prefix .. kind, name, id)
  return id, true
end

-- A long list of lanes goes by its digest: the name is kept once per profile.
local function profileOf(lanes)
  if not lanes[1] then return '0' end
  table.sort(lanes, function(a, b) return tonumber(a) < tonumber(b) end)
  local name = table.concat(lanes, ',')
  local profile, isNew = intern('profiles', #name > 40 and redis.sha1hex(name) or name)
  if isNew then
    for i = 1, #lanes, 1000 do redis.call('SADD', prefix .. 'pl:' .. profile, unpack(lanes, i, math.min(i + 999, #lanes))) end
    for _, lane in ipairs(lanes) do redis.call('SADD', prefix .. 'lp:' .. lane, profile) end
  end
  return profile
end

-- An agent between two profiles: from one ready set to the other with his idle time, or owed a match.
local function moveAgent(agentId, profile, kinds)
  local key = prefix .. 'agent:' .. agentId
  local before = redis.call('HMGET', key, 'profile', 'kinds')
  if (before[1] or '0') == profile and (before[2] or '') == kinds then return 0 end
  local agent = readAgent(agentId)
  local wasReady = redis.call('ZSCORE', prefix .. 'ri:' .. agent.profile, agentId)
  if wasReady then leaveReady(agent) end
  redis.call('HSET', key, 'profile', profile)
  if kinds == '' then redis.call('HDEL', key, 'kinds') else redis.call('HSET', key, 'kinds', kinds) end
  agent.profile, agent.kinds = profile, kinds
  if wasReady then settleAgent(agent) end
  return 1
end

-- What the agent had of the draining queues he keeps.
local function withDraining(agentId, lanes, kinds, draining)
  local all, before = { unpack(lanes) }, redis.call('HMGET', prefix .. 'agent:' .. agentId, 'profile', 'kinds')
  for i, isHis in ipairs(redis.call('SMISMEMBER', prefix .. 'pl:' .. (before[1] or '0'), unpack(draining))) do
    if isHis == 1 then all[#all + 1] = draining[i] end
  end
  if #all == #lanes then return all, kinds end
  for kind in string.gmatch('cptx', '.') do
    if string.find(before[2] or '', kind) and not string.find(kinds, kind) then kinds = kinds .. kind end
  end
  return all, kinds
end

local function writeProfiles(profiles, laneIds, draining)
  local changed, used, seen = 0, {}, {}
  local function give(agentId, lanes, kinds, shared)
    if draining[1] then lanes, kinds = withDraining(agentId, lanes, kinds, draining) end
    local profile = shared or profileOf(lanes)
    used[profile], seen[agentId] = true, true
    redis.call(profile == '0' and 'SREM' or 'SADD', prefix .. 'assigned', agentId)
    changed = changed + moveAgent(agentId, profile, kinds)
  end
  for _, each in ipairs(profiles) do
    local lanes = {}
    for i, place in ipairs(each.lanes) do lanes[i] = laneIds[place] end
    local shared = not draining[1] and profileOf(lanes) or nil
    for _, agentId in ipairs(each.agents) do give(agentId, lanes, each.kinds, shared) end
  end
  for _, agentId in ipairs(redis.call('SMEMBERS', prefix .. 'assigned')) do
    if not seen[agentId] then give(agentId, {}, '', nil) end
  end
  local names = redis.call('HGETALL', prefix .. 'profiles')
  for i = 1, #names, 2 do
    local profile = names[i + 1]
    if not used[profile] then
      for _, lane in ipairs(redis.call('SMEMBERS', prefix .. 'pl:' .. profile)) do redis.call('SREM', prefix .. 'lp:' .. lane, profile) end
      redis.call('DEL', prefix .. 'pl:' .. profile)
      redis.call('HDEL', prefix .. 'profiles', names[i])
    end
  end
  return changed
end
