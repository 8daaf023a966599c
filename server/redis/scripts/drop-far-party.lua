-- drop-far-party: the far party is not to be had, no longer wanted or gone again: the call goes back to where it was. A colleague is free again.
-- KEYS: prefix
-- ARGV: clock, callId, farLegId, how, cause, sipStatus, loss ('missed' or 'failed' of a colleague; or ''), to, event, allowed
-- Returns: { 'moved', from, the colleague or '' } | { 'not-allowed', state } | { 'gone' }
-- Events: the one named, or call.consult-left of one whom the agent has talked with; agent.state-changed, agent.presence-changed or unreachable
local prefix = KEYS[1]
local clock, callId, farLegId, how, cause, sipStatus, loss, to, event, allowed = unpack(ARGV)
--- @include far-party
--- @include has-answered

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farNumber', 'farState', 'farAgentId')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.farLegId ~= farLegId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
if how == 'failed' and call.agentId and hasAnswered(call.farState) then how, event = 'left', 'call.consult-left' end
redis.call('HSET', callKey, 'state', to, 'farState', how)
if cause == '' then redis.call('HDEL', callKey, 'farFailure') else redis.call('HSET', callKey, 'farFailure', cause) end
forgetFarLeg(callId, farLegId)
appendEvent(event, { callId = callId, agentId = call.agentId, legId = farLegId }, { number = call.farNumber,
  toAgentId = call.farAgentId, cause = cause ~= '' and cause or cjson.null, sipStatus = tonumber(sipStatus) })
return { 'moved', call.state, freeColleague(call, loss) }
