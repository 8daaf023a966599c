-- call-colleague: an agent asks a colleague while his caller waits: a colleague who is free, or whom a queue would choose now. He is
-- the call's far party, and on call, from here on. Asked again with the same request, nothing more is done.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, farLegId, toAgentId ('' for somebody of the queue), queueId ('' for the colleague), requestId, allowed
-- Returns: { 'moved', from, toAgentId } | { 'repeated' } | { 'not-free', what he is } | { 'nobody-ready' } | { 'unknown-queue' }
--          | { 'not-allowed', state } | { 'gone' }
-- Events: call.consult-started, agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, farLegId, toAgentId, queueId, requestId, allowed = unpack(ARGV)
--- @include far-party
--- @include ready-agents
--- @include colleague

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'agentId', 'farLegId', 'farAgentId', 'consultId')
if not call.state or call.state == 'ended' then return { 'gone' } end
-- A command repeated after a lost reply.
if call.farLegId == farLegId then return { 'moved', call.state, call.farAgentId } end
if call.agentId == agentId and call.consultId == requestId then return { 'repeated' } end
if call.agentId ~= agentId or not isOneOf(call.state, allowed) then return { 'not-allowed', call.state } end

local chosen, queue = toAgentId, nil
if queueId ~= '' then
  queue = readQueue(queueId)
  if not queue.lane or queue.removed then return { 'unknown-queue' } end
  local first = readyInTurn(queue.lane, queue)[1]
  if not first then return { 'nobody-ready' } end
  chosen = first[1]
  rememberChoice(queue, first[2])
end
local colleague = readAgent(chosen)
local kept = keptFrom(colleague)
if kept then return { 'not-free', kept } end
leaveReady(colleague)
redis.call('HSET', callKey, 'state', 'consulting', 'consultId', requestId)
setFarParty(callId, farLegId, chosen, chosen)
appendEvent('call.consult-started', { callId = callId, agentId = agentId, legId = farLegId },
  { number = chosen, toAgentId = chosen, queueId = queue and queueId or nil })
setAgentState(colleague, 'on-call', callId)
return { 'moved', call.state, chosen }
