-- read-queues: the queue configuration as it is live, to be compared with the one that should be.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { { queueId, field, value … } … }, { { agentId, lane name … } … }
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)

local queues, agents, nameOf, namesOf = {}, {}, {}, {}
for _, queueId in ipairs(redis.call('SMEMBERS', prefix .. 'queues')) do
  queues[#queues + 1] = { queueId, unpack(redis.call('HGETALL', prefix .. 'queue:' .. queueId)) }
end
local lanes = redis.call('HGETALL', prefix .. 'lanes')
for i = 1, #lanes, 2 do nameOf[lanes[i + 1]] = lanes[i] end

-- Agents with the same lanes share a profile: its names are looked up once.
local function lanesOf(profile)
  if not namesOf[profile] then
    local names = {}
    for i, lane in ipairs(redis.call('SMEMBERS', prefix .. 'pl:' .. profile)) do names[i] = nameOf[lane] or ('#' .. lane) end
    namesOf[profile] = names
  end
  return namesOf[profile]
end
for _, agentId in ipairs(redis.call('SMEMBERS', prefix .. 'assigned')) do
  local profile = redis.call('HGET', prefix .. 'agent:' .. agentId, 'profile') or '0'
  local row = { agentId }
  for i, name in ipairs(lanesOf(profile)) do row[i + 1] = name end
  agents[#agents + 1] = row
end
return { queues, agents }
