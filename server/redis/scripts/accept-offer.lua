-- accept-offer: the agent took the call. Fenced by his offer's id: a late answer cannot take a later offer of the same pair.
-- Where others rang, too, they are free again and get the calls that wait for them.
-- KEYS: prefix
-- ARGV: clock, offerId, callId, agentId, nextOfferId, allowed
-- Returns: { 'accepted', { { offerId, agentId } … } (rescinded), { offer … } (new ones) } | { 'already' } | { 'stale' }
-- Events: offer.accepted, agent.state-changed; offer.rescinded, agent.state-changed; call.talking (unless he is to be called back); offer.made
local prefix = KEYS[1]
local clock, offerId, callId, agentId, nextOfferId, allowed = unpack(ARGV)
--- @include serve-agent
--- @include rescind-offers

local call, agent = readCall(callId, 'agentLegId', 'callbackId'), readAgent(agentId)
local callKey, agentKey = prefix .. 'call:' .. callId, prefix .. 'agent:' .. agentId
if not call.state or call.state == 'ended' then return { 'stale' } end
if call.agentId == agentId and call.agentLegId == offerId then return { 'already' } end
if agent.offerId ~= offerId or agent.callId ~= callId or not isOneOf(call.state, allowed) then return { 'stale' } end

local about = { callId = callId, agentId = agentId, queueId = call.queueId }
redis.call('ZREM', prefix .. 'dl:offer', agentId)
redis.call('ZREM', prefix .. 'dl:step', callId)
redis.call('HDEL', agentKey, 'offerId', 'missedInARow')
redis.call('HSET', agentKey, 'calls', (agent.calls or 0) + 1)
appendEvent('offer.accepted', about, '{"offerId":"' .. offerId .. '"}')
setAgentState(agent, 'on-call', callId)
local freed = {}
if call.ring then
  leaveLane(call, call.lane)
  freed = rescindOffers(call, agentId, 'answered')
end
-- A callback has nobody to talk with yet: his number is dialled now.
if call.callbackId then
  redis.call('HSET', callKey, 'state', 'dialing', 'agentId', agentId, 'agentLegId', offerId)
  redis.call('HDEL', agentKey, 'leftWrapUp')
else redis.call('HSET', callKey, 'state', 'talking', 'agentId', agentId, 'agentLegId', offerId, 'talkingAt', moment) end
redis.call('PERSIST', prefix .. 'leg:' .. offerId)
-- What estimates of the wait are made from: the newest twenty, newest first.
local answers = prefix .. 'answers:' .. call.queueId
if redis.call('LPUSH', answers, moment) > 20 then redis.call('LTRIM', answers, 0, 19) end
redis.call('EXPIRE', answers, 3600)
if not call.callbackId then appendEvent('call.talking', about, string.format('{"agentLegId":"%s","waitMs":%.0f}', offerId, now - call.queuedAt)) end

local ids, offers, rescinded = idBlock(nextOfferId), {}, offersOf(freed)
for _, other in ipairs(freed) do
  local reply = serveAgent(other, ids)
  if reply[1] == 'offered' then offers[#offers + 1] = { unpack(reply, 2) } end
end
return { 'accepted', rescinded, offers }
