-- Gives a call the longest-idle ready agent of its lane, or a place in the lane by its score.
-- A lane with calls waiting has no ready agent (complementarity), so the search is left out there.
-- Gives: placeCall → an offer as makeOffer gives it, or nil when the call waits.
--- @include first-in
--- @include lanes
--- @include ready-sets
--- @include make-offer
-- How many agents the choice was made among; nil where counting would cost more than choosing.
local function countReady(lane)
  local profiles = redis.call('SMEMBERS', prefix .. 'lp:' .. lane)
  local count = 0
  for _, profile in ipairs(profiles) do count = count + redis.call('ZCARD', prefix .. 'ri:' .. profile) end
  return count
end

local function placeCall(callId, lane, score, offerId)
  if redis.call('EXISTS', prefix .. 'w:' .. lane) == 0 then
    local profile = firstIn(prefix .. 'rhi', prefix .. 'lp:' .. lane)
    if profile then
      local agentId = redis.call('ZRANGE', prefix .. 'ri:' .. profile, 0, 0)[1]
      local agentsReady = redis.call('SCARD', prefix .. 'lp:' .. lane) <= 16 and countReady(lane) or nil
      leaveReady(agentId, profile)
      return makeOffer(callId, agentId, offerId, agentsReady)
    end
  end
  redis.call('HSET', prefix .. 'call:' .. callId, 'state', 'queued')
  enterLane(lane, callId, score)
  return nil
end
