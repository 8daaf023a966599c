-- append-event: appends a fact that changes no state here.
-- KEYS: prefix
-- ARGV: clock, name, callId, agentId, queueId, legId, data (JSON)
-- Returns: { 'ok' }
-- Events: the one given
local prefix = KEYS[1]
local clock, name, callId, agentId, queueId, legId, data = unpack(ARGV)
--- @include append-event

appendEvent(name, { callId = callId, agentId = agentId, queueId = queueId, legId = legId }, data)
return { 'ok' }
