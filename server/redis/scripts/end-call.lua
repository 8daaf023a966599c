-- end-call: the contact is over; what it held is let go. The agent is freed here but not matched: there is no offer id.
-- KEYS: prefix
-- ARGV: clock, callId, by, cause, sipStatus, wrapUpMs, allowed
-- Returns: { 'ended', from, agentId or '', agentLegId or '', customerLegId, farLegId or '' } | { 'gone' }
-- Events: offer.rescinded, call.abandoned, call.dial-failed, call.ended, agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, by, cause, sipStatus, wrapUpMs, allowed = unpack(ARGV)
--- @include end-talk
--- @include far-party

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'offerId', 'customerLegId', 'queueId', 'lane',
  'queuedAt', 'talkingAt', 'talkedMs', 'farLegId', 'connectedAt', 'lastAgentId')
if not isOneOf(call.state, allowed) then return { 'gone' } end
local agent = call.agentId and readAgent(call.agentId)
local status = sipStatus ~= '' and tonumber(sipStatus) or nil

local function abandon()
  appendEvent('call.abandoned', { callId = callId, queueId = call.queueId }, { waitedMs = now - call.queuedAt })
end

-- His idle time is what it was, so a caller who hung up costs him no place.
local function freeAgent()
  becomeIdle(agent)
  settleAgent(agent)
end

local before = {
  queued = function()
    leaveLane(call.lane, callId)
    abandon()
  end,
  offered = function()
    redis.call('ZREM', prefix .. 'dl:offer', callId)
    redis.call('HDEL', callKey, 'agentId', 'offerId', 'deadlineAt')
    redis.call('HDEL', prefix .. 'agent:' .. agent.agentId, 'offerId')
    appendEvent('offer.rescinded', { callId = callId, agentId = agent.agentId, queueId = call.queueId },
      { offerId = call.offerId })
    abandon()
  end,
  dialing = function()
    if by == 'agent' then return end
    appendEvent('call.dial-failed', { callId = callId, agentId = agent.agentId }, { cause = cause, sipStatus = status })
  end,
}

local function afterTalk()
  endTalk(agent, callId, wrapUpMs)
  -- The desk shows the call until wrap-up is over; that end sets the expiry again.
  if tonumber(wrapUpMs) > 0 then redis.call('PERSIST', callKey) end
end
local after = { offered = freeAgent, dialing = function() undoDial(agent, callId) end, talking = afterTalk, held = afterTalk, consulting = afterTalk }

if before[call.state] then before[call.state]() end
redis.call('HSET', callKey, 'state', 'ended', 'endedAt', now)
redis.call('ZREM', prefix .. 'calls', callId)
redis.call('EXPIRE', callKey, 3600)
redis.call('EXPIRE', prefix .. 'leg:' .. call.customerLegId, 3600)
if call.agentLegId then redis.call('EXPIRE', prefix .. 'leg:' .. call.agentLegId, 3600) end
forgetFarLeg(callId, call.farLegId)
-- He may still be wrapping it up: its end sets the expiry again.
if call.lastAgentId then
  local last = readFields(prefix .. 'agent:' .. call.lastAgentId, 'state', 'callId')
  if last.state == 'wrap-up' and last.callId == callId then redis.call('PERSIST', callKey) end
end
local talkMs = (call.talkedMs or 0) + (call.talkingAt and now - call.talkingAt or 0)
appendEvent('call.ended', { callId = callId, queueId = call.queueId, agentId = call.state ~= 'offered' and call.agentId or nil },
  { by = by, cause = cause, sipStatus = status, from = call.state,
    talkMs = (call.talkedMs or call.talkingAt) and talkMs or cjson.null,
    connectedMs = call.connectedAt and now - call.connectedAt or nil })
if after[call.state] then after[call.state]() end
return { 'ended', call.state, call.agentId or '', call.agentLegId or call.offerId or '', call.customerLegId, call.farLegId or '' }
