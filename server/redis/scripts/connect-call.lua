-- connect-call: the caller and the far party are put together and talk by themselves; an agent is released.
-- From 'consulting' the agent says so (agentId) and the far party must have answered; from 'connecting' its answer does.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, wrapUpMs, allowed
-- Returns: { 'moved', from, agentLegId or '' } | { 'not-allowed', state } | { 'gone' }
-- Events: call.connected, agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, wrapUpMs, allowed = unpack(ARGV)
--- @include end-talk
--- @include has-answered

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'farLegId', 'farState', 'farNumber', 'farAgentId',
  'talkingAt', 'talkedMs')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.farLegId ~= farLegId or (call.agentId or '') ~= agentId or not isOneOf(call.state, allowed) then
  return { 'not-allowed', call.state }
end
-- A colleague gets the caller by pass-call: he is an agent.
if call.farAgentId then return { 'not-allowed', call.state } end
if call.agentId and not hasAnswered(call.farState) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', 'connected', 'farState', 'answered', 'connectedAt', now)
appendEvent('call.connected', { callId = callId, agentId = call.agentId, legId = farLegId }, { number = call.farNumber, from = call.state })
if call.agentId then releaseAgent(callId, call, wrapUpMs) end
return { 'moved', call.state, call.agentLegId or '' }
