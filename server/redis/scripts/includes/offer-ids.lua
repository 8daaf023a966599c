-- The id of an offer that a script is given stands for a block of them: the same first 32 digits with any last four.
-- A script that makes several offers takes one after the other, so that a repeated request makes the same ones.
local function idBlock(first)
  return { stem = string.sub(first, 1, -5), next = tonumber(string.sub(first, -4), 16) }
end

local function takeOfferId(ids)
  local id = string.format('%s%04x', ids.stem, ids.next % 65536)
  ids.next = ids.next + 1
  return id
end

local function isOfBlock(id, ids)
  return id ~= nil and string.sub(id, 1, -5) == ids.stem
end
