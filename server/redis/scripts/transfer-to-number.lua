-- transfer-to-number: an agent hands his caller to somebody outside, who is called now; the agent wraps up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, number, requestId, wrapUpMs, allowed
-- Returns: { 'transferred', from, agentLegId or '', {} } | { 'repeated', {} } | { 'not-allowed', state } | { 'gone' }
-- Events: call.transferred, agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, number, requestId, wrapUpMs, allowed = unpack(ARGV)
--- @include hand-over
--- @include far-party

local callKey, call = prefix .. 'call:' .. callId, readHandOver(callId)
local from, agentLegId = call.state, call.agentLegId
if not from or from == 'ended' then return { 'gone' } end
if call.transferId == requestId then return { 'repeated', {} } end
if call.agentId ~= agentId or not isOneOf(from, allowed) then return { 'not-allowed', from } end
local release = beginHandOver(call, requestId, { to = 'number', number = number })
redis.call('HSET', callKey, 'state', 'connecting')
setFarParty(callId, farLegId, number)
release(wrapUpMs)
return { 'transferred', from, agentLegId or '', {} }
