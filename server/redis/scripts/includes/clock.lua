-- The clock, read once per script.
-- Needs: clock, '' for Redis' own or unix ms in tests.
-- Gives: now, whole unix ms; moment, the same as text, which is what commands take (Redis prints a number with 17 digits first);
-- stamp, text with microseconds, which orders what happens within one ms.
local now, stamp
if clock == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
  stamp = string.format('%.3f', time[1] * 1000 + time[2] / 1000)
else
  now = math.floor(tonumber(clock))
  stamp = string.format('%.3f', clock)
end
local moment = string.format('%.0f', now)
