-- advance-deadlines: loses the offers and ends the wrap-ups whose time is up, one fresh offer id each.
-- Each kind has its own set and gets at least half of the ids when both are due, so neither holds the other back.
-- KEYS: prefix
-- ARGV: clock, ... offer ids
-- Returns: { 'ok', { { offer, next offers … } … }, { { agentId, callId, next offer or {} } … } }
-- Events: as lose-offer with 'missed'; wrap-up.finished by 'deadline', agent.state-changed; offer.made
local prefix = KEYS[1]
local clock = ARGV[1]
--- @include lose-offer
--- @include serve-agent
--- @include end-wrap-up

local limit = #ARGV - 1
local function due(kind)
  return redis.call('ZRANGE', prefix .. 'dl:' .. kind, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
end
local offers, wrapUps = due('offer'), due('wrap-up')
local offerCount = math.min(#offers, math.max(math.ceil(limit / 2), limit - #wrapUps))
local wrapUpCount = math.min(#wrapUps, limit - offerCount)

local missed, ended = {}, {}
for i = 1, offerCount do
  local agent, offer = readAgent(offers[i]), liveOffer(offers[i])
  if offer and agent.state == 'offered' then
    missed[#missed + 1] = { offer, unpack(loseOffer(agent, 'missed', idBlock(ARGV[1 + i]))) }
  else
    -- Cannot be; but one stray entry must not stop the clock of everybody.
    redis.call('ZREM', prefix .. 'dl:offer', offers[i])
  end
end
for i = 1, wrapUpCount do
  local agent = readAgent(wrapUps[i])
  if agent.state == 'wrap-up' then
    local callId = agent.callId
    endWrapUp(agent, 'deadline')
    becomeIdle(agent)
    local reply = serveAgent(agent, idBlock(ARGV[1 + offerCount + i]))
    ended[#ended + 1] = { agent.agentId, callId, reply[1] == 'offered' and { unpack(reply, 2) } or {} }
  else
    redis.call('ZREM', prefix .. 'dl:wrap-up', wrapUps[i])
  end
end
return { 'ok', missed, ended }
