-- Why an offer goes to this agent, as JSON text for offer.made (server/contract/events.ts). Ids hold nothing to escape.
local ORDERS = { i = '%.0f', c = '%.0f', t = '%.0f', p = '%.0f', x = '%.17g' }

--- @include clock
-- The order of an agent as a person reads it: idle since, calls taken, seconds of talk, position. What was counted stands
-- before an idle time of less than 2^33 ms.
local function readable(order, kind)
  if kind == 'c' or kind == 't' then return math.ceil((order - now) / 8589934592) end
  return kind == 'x' and tonumber(order) or math.floor(order)
end

local function candidates(list, name, kind)
  local rows = {}
  for i = 2, math.min(#list, 3) do
    rows[#rows + 1] = string.format('{"%s":"%s","order":' .. ORDERS[kind] .. '}', name, list[i][1], readable(list[i][2], kind))
  end
  return table.concat(rows, ',')
end

-- The call was placed and the agents were searched. list: as readyInTurn gives it
local function whyThisAgent(list, ready, kind)
  kind = kind or 'i'
  return string.format('"by":"call","agentsReady":%s,"order":' .. ORDERS[kind] .. ',"next":[%s]',
    ready and string.format('%d', ready) or 'null', readable(list[1][2], kind), candidates(list, 'agentId', kind))
end

-- The agent became free and took the first call of his lanes. By complementarity no other ready agent was there.
local function whyThisCall(list, isPersonal)
  return string.format('"by":"%s","agentsReady":1,"next":[%s]', isPersonal and 'sticky' or 'agent', candidates(list, 'callId', 'i'))
end
