-- Reads some fields of a hash into a table; a missing field is nil.
local function readFields(key, ...)
  local names = { ... }
  local values = redis.call('HMGET', key, ...)
  local fields = {}
  for i, name in ipairs(names) do fields[name] = values[i] or nil end
  return fields
end

-- Whether a word stands in a comma-separated list.
local function isOneOf(word, list)
  return word ~= nil and string.find(',' .. list .. ',', ',' .. word .. ',', 1, true) ~= nil
end
