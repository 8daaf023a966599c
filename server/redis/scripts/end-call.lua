-- end-call: the contact is over; what it held is let go. The agent is freed here but not matched: there is no offer id.
-- KEYS: prefix
-- ARGV: clock, callId, by, cause, sipStatus, wrapUpMs, loss (of an internal call's colleague; or ''), allowed
-- Returns: { 'ended', from, agentId or '', agentLegId or '', customerLegId, farLegId or '', { { offerId, agentId } … },
--          colleague who was asked or '' } | { 'gone' }
-- Events: offer.rescinded, call.abandoned, call.unparked, call.dial-failed, callback.failed or given-up, call.ended, attempt.ended, agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, by, cause, sipStatus, wrapUpMs, loss, allowed = unpack(ARGV)
--- @include end-talk
--- @include rescind-offers
--- @include far-party
--- @include callback
--- @include away
--- @include parked
--- @include attempts

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'customerLegId', 'queueId', 'lane', 'score', 'ring',
  'queuedAt', 'talkingAt', 'talkedMs', 'farLegId', 'farState', 'farAgentId', 'connectedAt', 'lastAgentId', 'callbackId',
  'parkSlot', 'parkedAt', 'idleClock', 'direction', 'attemptId', 'campaignId', 'contactId', 'reachedAt', 'withdrawnAt',
  'awaitsAgent', 'detects', 'listeningAt', 'answerer', 'awayAgentId')
if not isOneOf(call.state, allowed) then return { 'gone' } end
call.callId = callId
local from, freed = call.state, {}
local agent = from ~= 'offered' and call.agentId and readAgent(call.agentId) or nil
local status = sipStatus ~= '' and tonumber(sipStatus) or nil

local function abandon()
  leaveLane(call, call.lane)
  redis.call('ZREM', prefix .. 'dl:step', callId)
  -- A callback that leaves its queue has nobody who waited on the line.
  if call.callbackId then return end
  appendEvent('call.abandoned', { callId = callId, queueId = call.queueId }, { waitedMs = now - call.queuedAt })
end

local before = {
  queued = abandon,
  offered = function()
    freed = rescindOffers(call, nil, 'caller-left')
    redis.call('HDEL', callKey, 'agentId')
    abandon()
  end,
  parked = function() leavePark(call, 'caller-left') end,
  dialing = function()
    -- Whom a campaign calls, nobody dials: attempt.ended tells it.
    if by == 'agent' or not agent then return end
    appendEvent('call.dial-failed', { callId = callId, agentId = agent.agentId }, { cause = cause, sipStatus = status })
  end,
}

local function afterTalk()
  endTalk(agent, callId, wrapUpMs, now - (call.talkingAt or now))
  -- The desk shows the call until wrap-up is over; that end sets the expiry again.
  if tonumber(wrapUpMs) > 0 then redis.call('PERSIST', callKey) end
end
-- Idle times are what they were, so a caller who hung up costs nobody his place.
local after = {
  offered = function()
    for _, each in ipairs(freed) do settleAgent(each) end
  end,
  dialing = function() if agent then undoDial(agent, callId) end end,
  talking = afterTalk, held = afterTalk, consulting = afterTalk,
}

if before[from] then before[from]() end
local rescinded = offersOf(freed)
redis.call('HSET', callKey, 'state', 'ended', 'endedAt', now)
redis.call('ZREM', prefix .. 'calls', callId)
redis.call('EXPIRE', callKey, 3600)
redis.call('EXPIRE', prefix .. 'leg:' .. call.customerLegId, 3600)
if call.agentLegId then redis.call('EXPIRE', prefix .. 'leg:' .. call.agentLegId, 3600) end
forgetFarLeg(callId, call.farLegId)
forgetAway(callId)
-- He may still be wrapping it up: its end sets the expiry again.
if call.lastAgentId then
  local last = readFields(prefix .. 'agent:' .. call.lastAgentId, 'state', 'callId')
  if last.state == 'wrap-up' and last.callId == callId then redis.call('PERSIST', callKey) end
end
local talkMs = (call.talkedMs or 0) + (call.talkingAt and now - call.talkingAt or 0)
appendEvent('call.ended', { callId = callId, queueId = call.queueId, agentId = agent and agent.agentId },
  { by = by, cause = cause, sipStatus = status, from = from,
    talkMs = (call.talkedMs or call.talkingAt) and talkMs or cjson.null,
    connectedMs = call.connectedAt and now - call.connectedAt or nil,
    colleagueId = call.direction == 'internal' and call.farAgentId or nil, awayAgentId = call.direction == 'internal' and call.awayAgentId or nil })
if call.attemptId then
  attemptOver(call, callId)
  local talked = (call.talkedMs or call.talkingAt) ~= nil
  appendEvent('attempt.ended', { callId = callId, agentId = agent and agent.agentId },
    { attemptId = call.attemptId, campaignId = call.campaignId, contactId = call.contactId, by = by, cause = cause,
      sipStatus = status, notBegun = call.awaitsAgent and true or nil, reached = (call.reachedAt or call.talkingAt) ~= nil,
      queued = call.queuedAt ~= nil, talked = talked, talkMs = talkMs, withdrawn = call.withdrawnAt ~= nil, answerer = call.answerer,
      listened = call.detects and true or nil, unheard = call.listeningAt and not call.answerer and true or nil })
end
if call.callbackId then
  callbackMissed(call.callbackId, { callId = callId, queueId = call.queueId, agentId = agent and agent.agentId }, from == 'dialing', cause)
end
if after[from] then after[from]() end
return { 'ended', from, agent and agent.agentId or '', call.agentLegId or '', call.customerLegId, call.farLegId or '', rescinded,
  freeColleague(call, loss, call.direction == 'internal' and call.idleClock) }
