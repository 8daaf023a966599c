-- The one search: the members of a summary that are in a set, lowest score first; of a long summary only the first few.
-- Intersecting costs by the set's size, scanning by how far the first hit is: about sqrt(summary) when the two
-- have nothing to do with each other. Set members weigh 0, so the order is the summary's.
-- → name, score, name, score …, and the score from which on nothing is known; nil: this is all.
local function firstIn(summary, set)
  local size = redis.call('SCARD', set)
  if size == 0 then return {} end
  local summarised = redis.call('ZCARD', summary)
  if size <= 24 or size * size <= 2 * summarised then
    return redis.call('ZINTER', 2, summary, set, 'WEIGHTS', 1, 0, 'WITHSCORES')
  end
  local from, chunk = 0, 8
  while from < summarised do
    local names = redis.call('ZRANGE', summary, from, from + chunk - 1)
    local hits = {}
    for i, hit in ipairs(redis.call('SMISMEMBER', set, unpack(names))) do
      if hit == 1 then hits[#hits + 1] = names[i] end
    end
    if hits[1] then
      local found = {}
      for i, score in ipairs(redis.call('ZMSCORE', summary, unpack(hits))) do found[2 * i - 1], found[2 * i] = hits[i], score end
      return found, redis.call('ZSCORE', summary, names[#names])
    end
    from, chunk = from + chunk, math.min(chunk * 4, 128)
  end
  return {}
end

-- The first members of those sets, and up to five that come next. At most three sets are looked into, so the list ends
-- where a fourth may begin: what it says is true, and it may say less than there is.
-- → { { member, score }, … }
local function inTurn(stem, sets, bound)
  if not sets[1] then return {} end
  local list = {}
  for i = 1, math.min(#sets, 6), 2 do
    local members = redis.call('ZRANGE', stem .. sets[i], 0, 5, 'WITHSCORES')
    for j = 1, #members, 2 do list[#list + 1] = { members[j], members[j + 1] } end
  end
  if #sets == 2 and not bound then return list end
  local known = tonumber(sets[8] or bound or 'inf')
  table.sort(list, function(a, b)
    local first, second = tonumber(a[2]), tonumber(b[2])
    return first < second or first == second and a[1] < b[1]
  end)
  while #list > 6 or #list > 1 and tonumber(list[#list][2]) > known do table.remove(list) end
  return list
end
