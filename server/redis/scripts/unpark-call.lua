-- unpark-call: in time nobody picked a parked caller up. He rings who parked him, and is at the head of his queue when that agent
-- is not there, or does not take him.
-- KEYS: prefix
-- ARGV: clock, callId, offerId, allowed
-- Returns: { 'offered', offer … } | { 'waiting' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.unparked; call.queued; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include parked
--- @include colleague

local ids = idBlock(offerId)
local call = readCall(callId, 'parkSlot', 'parkedBy', 'parkedAt', 'parkUntil', 'atHead', 'topic')
if not call.state or call.state == 'ended' then return { 'gone' } end
local repeated = repeatedOffers(call, ids)
if repeated[1] then return { 'offered', unpack(repeated) } end
-- Parked anew meanwhile, it has another deadline.
if not isOneOf(call.state, allowed) or tonumber(call.parkUntil) > now then return { 'not-allowed', call.state } end

local parker, offers = readAgent(call.parkedBy), {}
local isThere = not keptFrom(parker)
leavePark(call, isThere and 'rung-back' or 'nobody-there', isThere and parker.agentId or nil)
takeHead(call, call.queueId)
if isThere then
  local queue = readQueue(call.queueId)
  leaveReady(parker)
  queue.ring = nil
  offers = { makeOffer(call, parker, queue, takeOfferId(ids), '"by":"parked","agentsReady":null,"next":[]') }
else
  offers = placeAgain(call, ids)
end
if offers[1] then return { 'offered', unpack(offers) } end
return { 'waiting' }
