-- log-in: binds an agent to a session and its SIP account. One session holds an agent; a busy one is never taken over.
-- KEYS: prefix
-- ARGV: clock, agentId, displayName, sessionId, sipUser, takeOver ('1' or '0'), busy (agent states)
-- Returns: { 'logged-in', replaced session or '', replaced SIP user or '' } | { 'held', since } | { 'busy' }
-- Events: agent.unreachable, agent.logged-out (of the replaced session), agent.logged-in, agent.next-chosen, agent.presence-changed, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, displayName, sessionId, sipUser, takeOver, busy = unpack(ARGV)
--- @include next-presence

local key = prefix .. 'agent:' .. agentId
local agent = readAgent(agentId)
local isHeld = agent.presence and agent.presence ~= 'logged-out'
local isOurs = isHeld and agent.sessionId == sessionId
if isHeld and not isOurs then
  if takeOver ~= '1' then return { 'held', redis.call('HGET', key, 'loggedInAt') } end
  if isOneOf(agent.state, busy) then return { 'busy' } end
end

local function bind()
  redis.call('HSET', key, 'agentId', agentId, 'displayName', displayName, 'sessionId', sessionId, 'sipUser', sipUser)
  redis.call('SET', prefix .. 'sip:' .. sipUser, agentId)
end
-- The same session again, as after a lost reply: nothing he did since is undone.
if isOurs and agent.sipUser == sipUser then
  bind()
  return { 'logged-in', '', '' }
end

redis.call('HDEL', key, 'asleep')
leaveReady(agent)
setReachable(agent, '0')
if agent.sipUser then redis.call('DEL', prefix .. 'sip:' .. agent.sipUser) end
bind()
if isOurs then return { 'logged-in', '', agent.sipUser or '' } end

if isHeld then appendEvent('agent.logged-out', { agentId = agentId }, { sessionId = agent.sessionId, by = 'take-over' }) end
redis.call('SADD', prefix .. 'agents', agentId)
redis.call('HSET', key, 'loggedInAt', now, 'reachable', '0')
-- Calls and talk are counted from here: fewest-calls and least-talk-time look at the present stay.
redis.call('HDEL', key, 'calls', 'talkMs')
appendEvent('agent.logged-in', { agentId = agentId }, { sessionId = sessionId })
setNext(agent, nil)
-- Whoever takes himself over from elsewhere stays on the break he is on.
if not isHeld or agent.presence ~= 'break' then setPresence(agent, 'break', nil) end
if agent.state ~= 'wrap-up' then
  redis.call('HSET', key, 'idleSince', stamp)
  setAgentState(agent, 'idle', nil)
end
return { 'logged-in', isHeld and agent.sessionId or '', isHeld and agent.sipUser or '' }
