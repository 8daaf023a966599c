-- drop-far-party: the far party is not to be had, or no longer wanted: the call goes back to where it was.
-- KEYS: prefix
-- ARGV: clock, callId, farLegId, how, cause, sipStatus, to, event, allowed
-- Returns: { 'moved', from } | { 'not-allowed', state } | { 'gone' }
-- Events: the one named
local prefix = KEYS[1]
local clock, callId, farLegId, how, cause, sipStatus, to, event, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields
--- @include far-party

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farNumber')
if not call.state or call.state == 'ended' then return { 'gone' } end
if call.farLegId ~= farLegId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end
redis.call('HSET', callKey, 'state', to, 'farState', how)
if cause == '' then redis.call('HDEL', callKey, 'farFailure') else redis.call('HSET', callKey, 'farFailure', cause) end
forgetFarLeg(callId, farLegId)
appendEvent(event, { callId = callId, agentId = call.agentId, legId = farLegId },
  { number = call.farNumber, cause = cause ~= '' and cause or cjson.null, sipStatus = tonumber(sipStatus) })
return { 'moved', call.state }
