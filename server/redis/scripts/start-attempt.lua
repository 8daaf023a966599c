-- start-attempt: a campaign calls one of its contacts, or a number on trial, when dialling is not stopped and all servers together are within the limits.
-- With an agent he calls him: his own leg is first, and the contact's comes when he is on the line.
-- KEYS: prefix
-- ARGV: clock, attemptId, campaignId, callId, fields (JSON), startedData (JSON), attemptData (JSON), limits (JSON of DialLimits), agentId (or ''), agentLegId, allowed
-- Returns: { 'started' } | { 'exists' } | { 'void' } | { 'stopped' } | { 'limit', 'per-second' or 'at-once' } | { 'agent-busy', what keeps him }
-- Events: call.started, attempt.started, leg.started; of an agent wrap-up.finished, agent.state-changed
local prefix = KEYS[1]
local clock, attemptId, campaignId, callId, fields, startedData, attemptData, limits, agentId, agentLegId, allowed = unpack(ARGV)
--- @include write-call
--- @include attempts
--- @include reserve-dialler

if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'exists' } end
if redis.call('EXISTS', prefix .. 'attempt-void:' .. attemptId) == 1 then return { 'void' } end
for _, scope in ipairs({ '*', campaignOf(campaignId) }) do
  if redis.call('HEXISTS', prefix .. 'dial:stopped', scope) == 1 then return { 'stopped' } end
end

local most = cjson.decode(limits)
local all, own = prefix .. 'dial:live', attemptsOf(campaignId)
if redis.call('SCARD', all) >= most.atOnceOfAll or redis.call('SCARD', own) >= most.atOnce then
  return { 'limit', 'at-once' }
end
local rates = { { ratesOf('*'), most.perSecondOfAll }, { ratesOf(campaignId), most.perSecond } }
for _, rate in ipairs(rates) do
  redis.call('ZREMRANGEBYSCORE', rate[1], '-inf', string.format('%.0f', now - 1000))
  if redis.call('ZCARD', rate[1]) >= rate[2] then return { 'limit', 'per-second' } end
end

local agent = agentId ~= '' and readAgent(agentId) or nil
local kept = agent and keptFromDialling(agent, allowed)
if kept then return { 'agent-busy', kept } end

for _, rate in ipairs(rates) do
  redis.call('ZADD', rate[1], moment, callId)
  redis.call('PEXPIRE', rate[1], 2000)
end
redis.call('SADD', all, callId)
redis.call('SADD', own, callId)
if agent then reserveDialler(agent) end
writeCall(callId, 'dialing', fields, agent and agentId, startedData)
local legId = cjson.decode(fields).customerLegId
appendEvent('attempt.started', { callId = callId, legId = legId, agentId = agent and agentId }, attemptData)
if agent then
  redis.call('SET', prefix .. 'leg:' .. agentLegId, callId)
  setAgentState(agent, 'on-call', callId)
  return { 'started' }
end
appendEvent('leg.started', { callId = callId, legId = legId },
  { role = 'customer', number = cjson.decode(fields).dialedNumber })
return { 'started' }
