-- read-keys: everything the invariants are about, as it is at one moment. It holds Redis up while it reads: for tests, soaks and
-- an admin's question, not for every day.
-- KEYS: prefix
-- ARGV: clock
-- Returns: { now, { name, seconds to live, field, value … } … }; of a set the value is empty, of a zset it is the score
-- Events: none
local prefix = KEYS[1]
local clock = unpack(ARGV)
--- @include clock

local function members(key)
  local list = {}
  for _, member in ipairs(redis.call('SMEMBERS', key)) do
    list[#list + 1] = member
    list[#list + 1] = ''
  end
  return list
end
local readers = {
  hash = function(key) return redis.call('HGETALL', key) end,
  zset = function(key) return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end,
  set = members,
  string = function(key) return { '', redis.call('GET', key) } end,
}

-- The rest (sessions, accounts, leases, the stream) holds secrets or is of no concern.
local concerned = { call = true, agent = true, queue = true, leg = true, o = true, w = true, pl = true,
  ri = true, rc = true, rt = true, rx = true, rhi = true, rhc = true, rht = true, rhx = true,
  heads = true, owed = true, personal = true, parked = true, rp = true, ['dl:offer'] = true, ['dl:step'] = true, ['dl:ring'] = true,
  ['dl:park'] = true, ['dl:park-comfort'] = true, ['dl:away'] = true, ['dl:away-comfort'] = true, dial = true }

local rows = { tostring(now) }
local pattern = string.gsub(prefix, '[%[%]%*%?{}\\]', '?')
for _, key in ipairs(redis.call('KEYS', pattern .. '*')) do
  local name = string.sub(key, #prefix + 1)
  if concerned[name] or concerned[string.match(name, '^[^:]*')] then
    local read = readers[redis.call('TYPE', key).ok]
    if read then
      local row = { name, tostring(redis.call('TTL', key)) }
      for _, value in ipairs(read(key)) do row[#row + 1] = value end
      rows[#rows + 1] = row
    end
  end
end
return rows
