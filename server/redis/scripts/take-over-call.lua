-- take-over-call: the supervisor at an agent's ear has the caller from now on, with the leg he listens on; the agent wraps up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId (whose call it is), supervisorId, legId (the supervisor's), wrapUpMs, allowed
-- Returns: { 'moved', from, agentLegId or '' } | { 'not-allowed', state } | { 'gone' }
-- Events: supervision.ended, call.taken-over; agent.state-changed, wrap-up.started; call.talking
local prefix = KEYS[1]
local clock, callId, agentId, supervisorId, legId, wrapUpMs, allowed = unpack(ARGV)
--- @include end-talk
--- @include leave-supervision

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'farLegId', 'talkingAt', 'talkedMs', 'queueId', 'switchId')
if not call.state or call.state == 'ended' then return { 'gone' } end
local present = readFields(prefix .. 'supervision:' .. supervisorId, 'agentId', 'legId', 'switchId')
local isAtHisEar = present.agentId == agentId and present.legId == legId and present.switchId == call.switchId
if call.agentId ~= agentId or not isAtHisEar or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end

leaveSupervision(supervisorId, legId)
appendEvent('call.taken-over', { callId = callId, agentId = agentId, legId = legId }, { byAgentId = supervisorId })
releaseAgent(callId, call, wrapUpMs)
redis.call('SET', prefix .. 'leg:' .. legId, callId)
redis.call('HSET', callKey, 'state', 'talking', 'agentId', supervisorId, 'agentLegId', legId, 'talkingAt', moment)
redis.call('HINCRBY', prefix .. 'agent:' .. supervisorId, 'calls', 1)
setAgentState(readAgent(supervisorId), 'on-call', callId)
appendEvent('call.talking', { callId = callId, agentId = supervisorId, queueId = call.queueId }, { agentLegId = legId, waitMs = cjson.null })
return { 'moved', call.state, call.agentLegId or '' }
