-- transfer-to-agent: an agent hands his caller to a colleague who is free: it rings him alone. When he does not take it, it is at
-- the head of the queue. Who is busy and at work is waited for where the queue wants so (callWaiting). The agent wraps up.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, toAgentId, queueId, requestId, wrapUpMs, offerId, allowed
-- Returns: { 'transferred', from, agentLegId or '', { offer } } | { 'repeated', { offer … } } | { 'not-free', what he is }
--          | { 'not-allowed', state } | { 'gone' } | { 'unknown-queue' }
-- Events: call.transferred; call.waits-for or offer.made; agent.state-changed, wrap-up.started
local prefix = KEYS[1]
local clock, callId, agentId, toAgentId, queueId, requestId, wrapUpMs, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include hand-over
--- @include colleague
--- @include waits-for

local ids, call = idBlock(offerId), readHandOver(callId)
local from, agentLegId = call.state, call.agentLegId
if not from or from == 'ended' then return { 'gone' } end
if call.transferId == requestId then return { 'repeated', repeatedOffers(readCall(callId), ids) } end
if call.agentId ~= agentId or not isOneOf(from, allowed) then return { 'not-allowed', from } end
local queue = readQueue(queueId)
if not queue.lane then return { 'unknown-queue' } end

local colleague = readAgent(toAgentId)
local kept = keptFrom(colleague)
local waits = kept and queue.callWaitingMs and colleague.state ~= 'idle' and isAtWork(colleague)
if kept and not waits then return { 'not-free', kept } end

local release = beginHandOver(call, requestId, { to = 'agent', toAgentId = toAgentId })
-- The steps of another queue are not its own.
if call.queueId ~= queueId then
  call.stepMs, call.atHead = nil, nil
  redis.call('HDEL', prefix .. 'call:' .. callId, 'stepMs')
end
takeHead(call, queueId)
if waits then
  waitFor(call, toAgentId, now + queue.callWaitingMs)
  release(wrapUpMs)
  return { 'transferred', from, agentLegId or '', {} }
end
leaveReady(colleague)
queue.ring = nil
local offer = makeOffer(call, colleague, queue, takeOfferId(ids), '"by":"transfer","agentsReady":null,"next":[]')
release(wrapUpMs)
return { 'transferred', from, agentLegId or '', { offer } }
