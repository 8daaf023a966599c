-- return-call: a talk is over for the agent and the caller goes back into the flow, at one of its entries.
-- The entry stays with the call until the flow has begun there.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, entry, entryData (JSON of its variables), wrapUpMs, allowed
-- Returns: { 'moved', from, agentLegId } | { 'not-allowed', state } | { 'gone' }
-- Events: call.recording-stopped; call.returned, agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, agentId, entry, entryData, wrapUpMs, allowed = unpack(ARGV)
--- @include end-talk
--- @include change-recording

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'agentLegId', 'talkingAt', 'talkedMs')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.agentId ~= agentId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', 'in-ivr', 'entry', entry, 'entryData', entryData)
changeRecording(callId, agentId, 'stopped', 'flow')
appendEvent('call.returned', { callId = callId, agentId = agentId }, { entry = entry })
releaseAgent(callId, call, wrapUpMs)
return { 'moved', call.state, call.agentLegId or '' }
