-- start-outbound: an agent dials: reserves him and makes the call. Dialling ends a wrap-up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, agentLegId, fields (JSON), startedData (JSON), allowed
-- Returns: { 'started' } | { 'agent-busy', agent state or 'logged-out', 'unreachable', 'disposition-missing' }
-- Events: call.started, wrap-up.finished, agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, agentLegId, fields, startedData, allowed = unpack(ARGV)
--- @include write-call
--- @include end-wrap-up

-- A request repeated after a lost reply.
if redis.call('EXISTS', prefix .. 'call:' .. callId) == 1 then return { 'started' } end
local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'agent-busy', 'logged-out' } end
if not isOneOf(agent.state, allowed) then return { 'agent-busy', agent.state } end
if agent.reachable ~= '1' then return { 'agent-busy', 'unreachable' } end
if agent.state == 'wrap-up' and wrappedUpCall(agent).lacksDisposition then return { 'agent-busy', 'disposition-missing' } end

leaveReady(agent)
redis.call('HDEL', prefix .. 'agent:' .. agentId, 'leftWrapUp')
if agent.state == 'wrap-up' then
  local wrapUp = readFields(prefix .. 'agent:' .. agentId, 'wrapUpUntil', 'prolonged')
  local left = { callId = agent.callId, leftMs = math.max(0, wrapUp.wrapUpUntil - now), prolonged = wrapUp.prolonged }
  endWrapUp(agent, 'dial')
  -- What he goes back to when nobody is reached.
  redis.call('HSET', prefix .. 'agent:' .. agentId, 'leftWrapUp', cjson.encode(left))
end
writeCall(callId, 'dialing', fields, agentId, startedData)
redis.call('SET', prefix .. 'leg:' .. agentLegId, callId)
setAgentState(agent, 'on-call', callId)
return { 'started' }
