-- waiting-calls: who waits in a queue, first in line first; calls that wait for one agent alone are not among them.
-- KEYS: prefix
-- ARGV: clock, queueId, limit
-- Returns: { callId … }
-- Events: none
local prefix = KEYS[1]
local clock, queueId, limit = unpack(ARGV)
--- @include place-in-queue

local found = {}
for _, lane in ipairs(lanesOf(queueId)) do
  local calls = redis.call('ZRANGE', prefix .. 'w:' .. lane, 0, limit - 1, 'WITHSCORES')
  for i = 1, #calls, 2 do
    local call = readFields(prefix .. 'call:' .. calls[i], 'state', 'queueId')
    -- A lane is shared by queues with the same agents; one that rings may stand in it, too.
    if call.queueId == queueId and call.state == 'queued' then found[#found + 1] = { calls[i], tonumber(calls[i + 1]) } end
  end
end
table.sort(found, function(a, b) return a[2] < b[2] end)
local rows = {}
for i = 1, math.min(#found, tonumber(limit)) do rows[i] = found[i][1] end
return rows
