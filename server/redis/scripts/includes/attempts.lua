-- Calls of campaigns in progress, all and by campaign, and how many began within the last second.
local function attemptsOf(campaignId)
  return prefix .. 'dial:live:' .. campaignId
end

local function ratesOf(campaignId)
  return prefix .. 'dial:rate:' .. campaignId
end

local function attemptOver(call, callId)
  redis.call('SREM', prefix .. 'dial:live', callId)
  redis.call('SREM', attemptsOf(call.campaignId), callId)
end

-- Test calls have a name of their own beside their campaign's: they stop with it, and are in none of its figures.
local function testOf(campaignId)
  return campaignId .. '.test'
end

local function campaignOf(name)
  return (string.gsub(name, '%.test$', ''))
end
