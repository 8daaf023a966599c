-- queue-figures: what waits and who is ready, per queue. A removed queue is shown until its last call has left.
-- The longest wait is looked for among the first hundred of each lane: bonuses may put a later call first.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { { queueId, name, waiting, longestSince or '', agentsReady, newest answers, the oldest of these or '' } … }
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)
--- @include place-in-queue

-- A call that rings may stand in its lane, too, while it may ring elsewhere as well: it does not wait.
local function lookInto(lane, row)
  row.waiting = row.waiting + redis.call('ZCARD', prefix .. 'w:' .. lane)
  for _, callId in ipairs(redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, 99)) do
    local call = readFields(prefix .. 'call:' .. callId, 'state', 'queuedAt')
    if call.state == 'offered' then row.waiting = row.waiting - 1
    elseif not row.longest or tonumber(call.queuedAt) < tonumber(row.longest) then row.longest = call.queuedAt end
  end
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
  local queue = readFields(prefix .. 'queue:' .. queueId, 'name', 'removed')
  local row = { waiting = tonumber(redis.call('HGET', prefix .. 'personal', queueId) or 0) }
  local lanes = lanesOf(queueId)
  for _, lane in ipairs(lanes) do lookInto(lane, row) end
  if row.waiting > 0 or not queue.removed then
    local answers = prefix .. 'answers:' .. queueId
    rows[#rows + 1] = { queueId, queue.name, row.waiting, row.longest or '', agentsReady(lanes[1]),
      redis.call('LLEN', answers), redis.call('LINDEX', answers, -1) or '' }
  end
end
return rows
