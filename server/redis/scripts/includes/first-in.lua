-- The one search: the lowest-scored member of a summary that is in a set, or nil.
-- Intersecting costs by the set's size, scanning by how far the first hit is: about sqrt(summary) when the two
-- have nothing to do with each other. Set members weigh 0, so the order is the summary's.
local function firstIn(summary, set)
  local size = redis.call('SCARD', set)
  if size == 0 then return nil end
  local summarised = redis.call('ZCARD', summary)
  if size <= 24 or size * size <= 2 * summarised then
    return redis.call('ZINTER', 2, summary, set, 'WEIGHTS', 1, 0)[1]
  end
  local from, chunk = 0, 8
  while from < summarised do
    local names = redis.call('ZRANGE', summary, from, from + chunk - 1)
    for i, hit in ipairs(redis.call('SMISMEMBER', set, unpack(names))) do
      if hit == 1 then return names[i] end
    end
    from, chunk = from + chunk, math.min(chunk * 4, 128)
  end
  return nil
end
