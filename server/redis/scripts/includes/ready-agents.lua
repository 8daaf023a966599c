-- Which ready agent a lane's call is for, by its queue's strategy, and who would have been next.
-- → { { agentId, order }, … } with the chosen one first, and how many there are, nil where counting costs more than choosing
--- @include first-in
--- @include ready-sets
local function byTheirOrder(lane, queue)
  local kind = queue.kind or 'i'
  local summary = prefix .. 'rh' .. kind
  local profiles, last = firstIn(summary, prefix .. 'lp:' .. lane)
  local list = inTurn(prefix .. 'r' .. kind .. ':', summary, profiles, last)
  if last or #profiles > 8 then return list, nil end
  local ready = 0
  for i = 1, #profiles do ready = ready + redis.call('ZCARD', prefix .. 'ri:' .. profiles[i]) end
  return list, ready
end

local function pairsOf(flat)
  local list = {}
  for i = 1, #flat, 2 do list[#list + 1] = { flat[i], flat[i + 1] } end
  return list
end

-- The ready agents among the first few of a lane's positions after one.
local function amongPositions(lane, after, most)
  local key = prefix .. 'pos:' .. lane
  local names = redis.call('ZRANGE', key, '(' .. after, '+inf', 'BYSCORE', 'LIMIT', 0, most, 'WITHSCORES')
  local agents = {}
  for i = 1, #names, 2 do agents[#agents + 1] = names[i] end
  if not agents[1] then return {} end
  local list = {}
  for i, isReady in ipairs(redis.call('SMISMEMBER', prefix .. 'rp', unpack(agents))) do
    if isReady == 1 then list[#list + 1] = { agents[i], names[2 * i] } end
  end
  return list
end

-- Top-down from the first position, round-robin from the one after the last who got a call. A few positions are looked at
-- before all who are ready are intersected.
local function byPosition(lane, queue)
  if redis.call('EXISTS', prefix .. 'rp') == 0 then return {}, 0 end
  local after = queue.strategy == 'round-robin' and redis.call('HGET', prefix .. 'cursor', queue.queueId) or '-1'
  if redis.call('SCARD', prefix .. 'rp') > 32 then
    local list = amongPositions(lane, after, 32)
    if list[1] then return list, nil end
  end
  local all = pairsOf(redis.call('ZINTER', 2, prefix .. 'pos:' .. lane, prefix .. 'rp', 'WEIGHTS', 1, 0, 'WITHSCORES'))
  local list = {}
  for _, each in ipairs(all) do if tonumber(each[2]) > tonumber(after) then list[#list + 1] = each end end
  for _, each in ipairs(all) do if tonumber(each[2]) <= tonumber(after) then list[#list + 1] = each end end
  return list, #list
end

local function readyInTurn(lane, queue)
  if queue.kind == 'p' then return byPosition(lane, queue) end
  return byTheirOrder(lane, queue)
end

-- What a choice leaves behind for the next one.
local function rememberChoice(queue, order)
  if queue.strategy == 'round-robin' then redis.call('HSET', prefix .. 'cursor', queue.queueId, order)
  elseif queue.kind == 'x' then redis.call('SET', prefix .. 'random-level', order) end
end
