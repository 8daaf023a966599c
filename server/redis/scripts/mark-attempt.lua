-- mark-attempt: what an agent says has come of a campaign's call, while he speaks with the contact or wraps it up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, mark, date (or ''), data (JSON of the event), allowed
-- Returns: { 'marked' } (also when he has said so before) | { 'not-his' } | { 'no-attempt' } | { 'gone' }
-- Events: attempt.marked
local prefix = KEYS[1]
local clock, callId, agentId, mark, date, data, allowed = unpack(ARGV)
--- @include append-event
--- @include read-fields

local callKey, said = prefix .. 'call:' .. callId, 'marked:' .. agentId
local call = readFields(callKey, 'state', 'agentId', 'attemptId', 'mark', 'markDate', said)
if not call.state then return { 'gone' } end
if not call.attemptId then return { 'no-attempt' } end
local agent = readFields(prefix .. 'agent:' .. agentId, 'state', 'callId')
if agent.callId ~= callId or not isOneOf(agent.state, allowed) or call.state == 'dialing' then return { 'not-his' } end
-- A colleague who is asked about the caller is in the call, too.
if agent.state ~= 'wrap-up' and call.agentId ~= agentId then return { 'not-his' } end
if call[said] == mark and call.mark == mark and (call.markDate or '') == date then return { 'marked' } end
redis.call('HSET', callKey, 'mark', mark, said, mark)
if date == '' then redis.call('HDEL', callKey, 'markDate') else redis.call('HSET', callKey, 'markDate', date) end
appendEvent('attempt.marked', { callId = callId, agentId = agentId }, data)
return { 'marked' }
