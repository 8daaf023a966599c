-- The clock, read once per script.
-- Needs: clock, '' for Redis' own or unix ms in tests.
-- Gives: now, whole unix ms; stamp, the same with microseconds as text, which orders what happens within one ms.
local now, stamp
if clock == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
  stamp = string.format('%.3f', time[1] * 1000 + time[2] / 1000)
else
  now = math.floor(tonumber(clock))
  stamp = string.format('%.3f', clock)
end
