-- apply-queues: writes a compiled configuration, whole or not at all: settings, lanes, positions, profiles. Waiting calls and
-- ready agents keep their scores; a call whose queue has other steps now goes to the lane it would have reached with them.
-- A ready agent who may now take a waiting call is owed a match: this script has no offer ids to give.
-- A removed queue takes no new calls; while it has live ones it keeps its lanes, and who answered them goes on to.
-- KEYS: prefix
-- ARGV: clock, compiled (JSON of a QueuePlan: server/redis/queue-plan.ts)
-- Returns: { 'ok', number of agents whose profile changed, number of calls that moved }
-- Events: call.step-reached
local prefix = KEYS[1]
local clock, compiled = unpack(ARGV)
--- @include serve-agent
--- @include steps
--- @include place-in-queue
--- @include profiles
--- @include rehome-calls

-- The 70-character names keep the summaries from being small lists, which are slow to intersect; they match nothing.
for _, summary in ipairs({ 'heads', 'rhi', 'rhc', 'rht', 'rhx' }) do
  redis.call('ZADD', prefix .. summary, '+inf', string.rep('-', 70))
end
local plan = cjson.decode(compiled)
local laneIds, inUse, kept, restepped = {}, {}, {}, {}
for i, name in ipairs(plan.lanes) do
  laneIds[i] = intern('lanes', name)
  inUse[laneIds[i]] = true
  redis.call('DEL', prefix .. 'pos:' .. laneIds[i])
end

local function writeQueue(queue)
  local key, texts = prefix .. 'queue:' .. queue.queueId, {}
  for i, step in ipairs(queue.steps) do
    texts[i] = string.format('%d:%s:%d:%d:%d', step.afterMs, laneIds[step.lane], step.bonusMs, step.announce, step.callback)
  end
  local lane, steps = laneIds[queue.lane], texts[1] and table.concat(texts, ',')
  local before = redis.call('HMGET', key, 'lane', 'steps')
  if before[1] and (before[1] ~= lane or (before[2] or nil) ~= steps) then restepped[queue.queueId] = lanesOf(queue.queueId) end
  redis.call('SADD', prefix .. 'queues', queue.queueId)
  redis.call('DEL', key)
  redis.call('HSET', key, 'lane', lane)
  if steps then redis.call('HSET', key, 'steps', steps) end
  for i, step in ipairs(queue.steps) do redis.call('HSET', key, string.format('step:%d', step.afterMs), step.change) end
  for name, value in pairs(queue.settings) do redis.call('HSET', key, name, value) end
  kept[queue.queueId] = true
end
for _, queue in ipairs(plan.queues) do writeQueue(queue) end

-- Removed queues; those that still have calls drain.
local live, draining = {}, {}
local function hasLiveCalls(queueId)
  if not live.isKnown then
    for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'calls', 0, -1)) do
      live[redis.call('HGET', prefix .. 'call:' .. callId, 'queueId') or ''] = true
    end
    live.isKnown = true
  end
  return live[queueId]
end
for _, queueId in ipairs(redis.call('SMEMBERS', prefix .. 'queues')) do
  if not kept[queueId] and hasLiveCalls(queueId) then
    redis.call('HSET', prefix .. 'queue:' .. queueId, 'removed', 1)
    for _, lane in ipairs(lanesOf(queueId)) do draining[#draining + 1], inUse[lane] = lane, true end
  elseif not kept[queueId] then
    redis.call('SREM', prefix .. 'queues', queueId)
    redis.call('DEL', prefix .. 'queue:' .. queueId)
    redis.call('HDEL', prefix .. 'cursor', queueId)
  end
end

for _, each in ipairs(plan.positions) do
  local key = prefix .. 'pos:' .. laneIds[each.lane]
  for i = 1, #each.agents, 2 do redis.call('ZADD', key, each.agents[i + 1], each.agents[i]) end
end
-- First the calls, so that an agent whose lanes change is settled against where they are now.
local entered, moved = {}, 0
for queueId, lanes in pairs(restepped) do moved = moved + rehomeCalls(queueId, lanes, entered) end
local changed = writeProfiles(plan.profiles, laneIds, draining)
for lane in pairs(entered) do oweReadyAgents(lane) end
dropUnused(inUse)
return { 'ok', changed, moved }
