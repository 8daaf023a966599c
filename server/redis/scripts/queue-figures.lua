-- queue-figures: what waits and who is ready, per queue. A removed queue is shown until its last call has left.
-- The longest wait is looked for among the first hundred: bonuses may put a later call first.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { { queueId, name, waiting, longestSince or '', agentsReady } … }
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)

local function longestSince(lane)
  local longest = nil
  for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, 99)) do
    local since = redis.call('HGET', prefix .. 'call:' .. callId, 'queuedAt')
    if not longest or tonumber(since) < tonumber(longest) then longest = since end
  end
  return longest or ''
end

local function agentsReady(lane)
  local count = 0
  for _, profile in ipairs(redis.call('SMEMBERS', prefix .. 'lp:' .. lane)) do
    count = count + redis.call('ZCARD', prefix .. 'ri:' .. profile)
  end
  return count
end

local rows = {}
local queueIds = redis.call('SMEMBERS', prefix .. 'queues')
table.sort(queueIds)
for _, queueId in ipairs(queueIds) do
  local queue = redis.call('HMGET', prefix .. 'queue:' .. queueId, 'lane', 'name', 'removed')
  local waiting = redis.call('ZCARD', prefix .. 'w:' .. queue[1])
  if waiting > 0 or not queue[3] then
    rows[#rows + 1] = { queueId, queue[2], waiting, longestSince(queue[1]), agentsReady(queue[1]) }
  end
end
return rows
