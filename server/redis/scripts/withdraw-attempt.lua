-- withdraw-attempt: a call of a campaign that rings is to be hung up: no agent would be free for who answers. It is over when its leg is.
-- KEYS: prefix
-- ARGV: clock, callId
-- Returns: { 'withdrawn' } | { 'not-ringing' }
-- Events: none
local prefix = KEYS[1]
local clock, callId = unpack(ARGV)
--- @include clock
--- @include read-fields

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'attemptId')
if call.state ~= 'dialing' or not call.attemptId then return { 'not-ringing' } end
redis.call('HSETNX', callKey, 'withdrawnAt', moment)
return { 'withdrawn' }
