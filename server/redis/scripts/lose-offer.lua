-- lose-offer: an offer was missed, declined or could not ring; the call keeps its place and rings on or is placed again.
-- KEYS: prefix
-- ARGV: clock, offerId, callId, agentId, reason, nextOfferId, allowed
-- Returns: { 'lost', offer … } (the next ones) | { 'stale' }
-- Events: offer.missed or declined or failed, agent.state-changed, agent.presence-changed or unreachable; offer.made
local prefix = KEYS[1]
local clock, offerId, callId, agentId, reason, nextOfferId, allowed = unpack(ARGV)
--- @include lose-offer

local call, agent, ids = readCall(callId), readAgent(agentId), idBlock(nextOfferId)
local repeated = repeatedOffers(call, ids)
if repeated[1] then return { 'lost', unpack(repeated) } end
if agent.offerId ~= offerId or agent.callId ~= callId or not isOneOf(call.state, allowed) then return { 'stale' } end
return { 'lost', unpack(loseOffer(agent, reason, ids)) }
