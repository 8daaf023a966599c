-- agent-lost: the agent of a talking, held or consulting call is gone; the call goes to the head of its queue.
-- neverHeard '1': he answered and hung up before the two heard each other, so he declined: the call waits on in its place.
-- KEYS: prefix
-- ARGV: clock, callId, agentLegId, reason, neverHeard, offerId, allowed
-- Returns: { 'offered', offer … } | { 'waiting' } | { 'exists' } | { 'stale' } | { 'no-queue' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.agent-lost, agent.state-changed (a colleague's whom he asked, too), agent.unreachable or presence-changed, call.queued; offer.made
local prefix = KEYS[1]
local clock, callId, agentLegId, reason, neverHeard, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include next-presence
--- @include far-party
--- @include away

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'lostLegId', 'queueId', 'topic', 'score', 'atHead',
  'talkingAt', 'talkedMs', 'farLegId', 'farState', 'farAgentId', 'stepMs', 'ring', 'queuedAt', 'stepsFrom')
if not call.state or call.state == 'ended' then return { 'gone' } end
call.callId = callId
local ids = idBlock(offerId)
local repeated = repeatedOffers(call, ids)
if repeated[1] then return { 'offered', unpack(repeated) } end
if call.lostLegId == agentLegId then return { 'exists' } end
if call.agentLegId ~= agentLegId then return { 'stale' } end
if not call.queueId then return { 'no-queue' } end
if not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end

local agent = readAgent(call.agentId)
appendEvent('call.agent-lost', { callId = callId, agentId = call.agentId }, { agentLegId = agentLegId, reason = reason, neverHeard = neverHeard == '1' or nil })
local talkedMs = neverHeard == '1' and 0 or now - call.talkingAt
if neverHeard == '1' then
  redis.call('HSET', prefix .. 'agent:' .. call.agentId, 'calls', math.max(0, (agent.calls or 0) - 1))
  becomeIdle(agent)
  if agent.presence == 'ready' then setPresence(agent, 'not-responding', 'declined') end
else
  countTalk(agent, talkedMs)
  restartIdleClock(agent)
  becomeIdle(agent)
  setReachable(agent, '0')
end

redis.call('HDEL', callKey, 'agentId', 'agentLegId', 'talkingAt')
redis.call('HSET', callKey, 'lostLegId', agentLegId, 'talkedMs', (call.talkedMs or 0) + talkedMs)
redis.call('EXPIRE', prefix .. 'leg:' .. agentLegId, 3600)
forgetFarLeg(callId, call.farLegId)
forgetAway(callId)
redis.call('HDEL', callKey, 'farNumber', 'farState', 'farFailure', 'farAgentId')
freeColleague(call, '')
local offers = neverHeard == '1' and placeAgain(call, ids) or placeAtHead(call, call.queueId, ids)
if offers[1] then return { 'offered', unpack(offers) } end
return { 'waiting' }
