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
