-- pass-call: the agent who consults a colleague leaves him the caller: the colleague is the call's agent now, and the other wraps up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, wrapUpMs, allowed
-- Returns: { 'moved', from, agentLegId or '' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.passed, agent.state-changed, wrap-up.started; call.talking
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, wrapUpMs, allowed = unpack(ARGV)
--- @include end-talk
--- @include has-answered

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'farLegId', 'farState', 'farAgentId', 'talkingAt', 'talkedMs', 'queueId')
if not call.state or call.state == 'ended' then return { 'gone' } end
local isThere = call.farAgentId and hasAnswered(call.farState)
if call.agentId ~= agentId or call.farLegId ~= farLegId or not isThere or not isOneOf(call.state, allowed) then
  return { 'not-allowed', call.state }
end
local colleagueId, colleagueKey = call.farAgentId, prefix .. 'agent:' .. call.farAgentId
appendEvent('call.passed', { callId = callId, agentId = agentId, legId = farLegId }, { toAgentId = colleagueId })
releaseAgent(callId, call, wrapUpMs)
redis.call('HSET', callKey, 'state', 'talking', 'agentId', colleagueId, 'agentLegId', farLegId, 'talkingAt', moment)
redis.call('HDEL', callKey, 'farLegId', 'farNumber', 'farState', 'farAgentId')
redis.call('HINCRBY', colleagueKey, 'calls', 1)
redis.call('HDEL', colleagueKey, 'missedInARow')
appendEvent('call.talking', { callId = callId, agentId = colleagueId, queueId = call.queueId }, { agentLegId = farLegId, waitMs = cjson.null })
return { 'moved', call.state, call.agentLegId or '' }
