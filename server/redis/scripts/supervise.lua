-- supervise: a supervisor at an agent's ear. Who is at one already turns to this agent, or is heard by others, with the leg he has.
-- KEYS: prefix
-- ARGV: clock, supervisorId, agentId, legId, switchId, mode, allowed (states of the supervisor)
-- Returns: { 'started' } | { 'turned' } | { 'not-free', what he is } | { 'not-there' }
-- Events: supervision.started or supervision.changed; agent.state-changed
local prefix = KEYS[1]
local clock, supervisorId, agentId, legId, switchId, mode, allowed = unpack(ARGV)
--- @include ready-sets
--- @include agent-facts

local agent = readAgent(agentId)
if not agent.presence or agent.presence == 'logged-out' then return { 'not-there' } end
local key = prefix .. 'supervision:' .. supervisorId
local present = readFields(key, 'agentId', 'legId', 'mode')

if present.legId then
  if present.agentId == agentId and present.mode == mode then return { 'turned' } end
  redis.call('SREM', prefix .. 'supervised:' .. present.agentId, supervisorId)
  redis.call('SADD', prefix .. 'supervised:' .. agentId, supervisorId)
  redis.call('HSET', key, 'agentId', agentId, 'mode', mode)
  appendEvent('supervision.changed', { agentId = supervisorId, legId = present.legId },
    { toAgentId = agentId, mode = mode, fromAgentId = present.agentId })
  return { 'turned' }
end

local supervisor = readAgent(supervisorId)
if not supervisor.presence or supervisor.presence == 'logged-out' then return { 'not-free', 'logged-out' } end
if not isOneOf(supervisor.state, allowed) then return { 'not-free', supervisor.state } end
if supervisor.reachable ~= '1' then return { 'not-free', 'unreachable' } end
leaveReady(supervisor)
redis.call('HSET', key, 'supervisorId', supervisorId, 'agentId', agentId, 'legId', legId, 'switchId', switchId, 'mode', mode, 'since', moment)
redis.call('SADD', prefix .. 'supervisors', supervisorId)
redis.call('SADD', prefix .. 'supervised:' .. agentId, supervisorId)
appendEvent('supervision.started', { agentId = supervisorId, legId = legId }, { toAgentId = agentId, mode = mode })
setAgentState(supervisor, 'supervising', nil)
return { 'started' }
