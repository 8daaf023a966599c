-- The session that holds the agent lets him go; what he is busy with must be over. by: 'agent', 'planned' or 'expired'.
--- @include ready-sets
--- @include agent-facts
local function logOutAgent(agent, by)
  local key = prefix .. 'agent:' .. agent.agentId
  leaveReady(agent)
  setReachable(agent, '0')
  setPresence(agent, 'logged-out', nil)
  redis.call('DEL', prefix .. 'sip:' .. agent.sipUser)
  redis.call('HDEL', key, 'sessionId', 'sipUser', 'loggedInAt')
  redis.call('HSET', key, 'lastSessionId', agent.sessionId, 'lastLogOutBy', by)
  appendEvent('agent.logged-out', { agentId = agent.agentId }, { sessionId = agent.sessionId, by = by })
end
