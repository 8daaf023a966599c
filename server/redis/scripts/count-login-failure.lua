-- count-login-failure: counts a failure of a login and of a remote; the one that reaches a limit locks.
-- KEYS: prefix
-- ARGV: clock, login, loginLimit, remote, remoteLimit, windowMs, lockMs
-- Returns: { 'ok' }
-- Events: none
local prefix = KEYS[1]
local clock, login, loginLimit, remote, remoteLimit, windowMs, lockMs = unpack(ARGV)

local function count(whose, limit)
  local key = prefix .. 'login-failures:' .. whose
  local failures = redis.call('INCR', key)
  if failures == 1 then redis.call('PEXPIRE', key, windowMs) end
  if failures < tonumber(limit) then return end
  redis.call('SET', prefix .. 'login-lock:' .. whose, '1', 'PX', lockMs)
  redis.call('DEL', key)
end
count(login, loginLimit)
count(remote, remoteLimit)
return { 'ok' }
