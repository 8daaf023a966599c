-- Where a call stands in its queue: how many wait before it, in whatever lane. Who waits for one agent alone is before nobody.
--- @include read-fields
local function lanesOf(queueId)
  local queue = readFields(prefix .. 'queue:' .. queueId, 'lane', 'steps')
  local lanes, seen = { queue.lane }, { [queue.lane or ''] = true }
  for lane in string.gmatch(queue.steps or '', '%d+:(%d+):%d+:%d+:%d') do
    if not seen[lane] then lanes[#lanes + 1], seen[lane] = lane, true end
  end
  return lanes
end

local function waitingBefore(queueId, score)
  local count = 0
  for _, lane in ipairs(lanesOf(queueId)) do
    count = count + redis.call('ZCOUNT', prefix .. 'w:' .. lane, '-inf', '(' .. score)
  end
  return count
end
