-- The one search: the members of a summary that are in a set, lowest score first; of a long summary only the first few.
-- Intersecting costs by the set's size, scanning by how far the first hit is: about sqrt(summary) when the two
-- have nothing to do with each other. Set members weigh 0, so the order is the summary's. Scores are left out: Redis prints
-- each with 17 digits, which costs more than finding it.
-- → names, and the name from which on nothing is known; nil: these are all.
local function firstIn(summary, set)
  local size = redis.call('SCARD', set)
  if size == 0 then return {} end
  local summarised = redis.call('ZCARD', summary)
  if size <= 24 or size * size <= 2 * summarised then
    return redis.call('ZINTER', 2, summary, set, 'WEIGHTS', 1, 0)
  end
  local from, chunk = 0, 8
  while from < summarised do
    local names = redis.call('ZRANGE', summary, from, from + chunk - 1)
    local hits = {}
    for i, hit in ipairs(redis.call('SMISMEMBER', set, unpack(names))) do
      if hit == 1 then hits[#hits + 1] = names[i] end
    end
    if hits[1] then return hits, names[#names] end
    from, chunk = from + chunk, math.min(chunk * 4, 128)
  end
  return {}
end

-- The first member of those sets, and one or two that come next. Two sets are looked into, so the list ends where a third
-- may begin: what it says is true, and it may say less than there is.
-- → { { member, score }, … }
local function inTurn(stem, summary, sets, last)
  if not sets[1] then return {} end
  local list = {}
  for i = 1, math.min(#sets, 2) do
    local members = redis.call('ZRANGE', stem .. sets[i], 0, 2, 'WITHSCORES')
    for j = 1, #members, 2 do list[#list + 1] = { members[j], members[j + 1] } end
  end
  if not sets[2] and not last then return list end
  local unknown = sets[3] or last
  local known = unknown and tonumber(redis.call('ZSCORE', summary, unknown)) or math.huge
  table.sort(list, function(a, b)
    local first, second = tonumber(a[2]), tonumber(b[2])
    return first < second or first == second and a[1] < b[1]
  end)
  while #list > 3 or #list > 1 and tonumber(list[#list][2]) > known do table.remove(list) end
  return list
end
