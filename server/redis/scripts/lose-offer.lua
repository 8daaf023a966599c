-- lose-offer: an offer was missed, declined or could not ring; the call keeps its place and is placed again.
-- KEYS: prefix
-- ARGV: clock, offerId, callId, agentId, reason, nextOfferId, allowed
-- Returns: { 'lost', next offer or {} } | { 'stale' }
-- Events: offer.missed or declined or failed, agent.state-changed, agent.presence-changed or unreachable; offer.made
local prefix = KEYS[1]
local clock, offerId, callId, agentId, reason, nextOfferId, allowed = unpack(ARGV)
--- @include lose-offer

local call = readFields(prefix .. 'call:' .. callId, 'state', 'offerId', 'agentId')
local repeated = liveOffer(callId, nextOfferId)
if repeated then return { 'lost', repeated } end
if call.offerId ~= offerId or call.agentId ~= agentId or not isOneOf(call.state, allowed) then return { 'stale' } end
return { 'lost', loseOffer(callId, reason, nextOfferId) or {} }
