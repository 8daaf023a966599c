-- pick-up-call: an agent who does nothing else takes a parked caller: his phone is called. Not answered, the caller is at the head
-- of his queue.
-- KEYS: prefix
-- ARGV: clock, callId, agentId, offerId, allowed
-- Returns: { 'picked-up', offer } | { 'repeated', offer … } | { 'not-free', what he is } | { 'taken', state } | { 'gone' }
-- Events: call.unparked; offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, callId, agentId, offerId, allowed = unpack(ARGV)
--- @include head-of-queue
--- @include parked

local callKey, ids = prefix .. 'call:' .. callId, idBlock(offerId)
local call, agent = readCall(callId, 'parkSlot', 'parkedAt', 'atHead', 'topic', 'agentLegId'), readAgent(agentId)
if not call.state or call.state == 'ended' then return { 'gone' } end
-- A second click: it rings at him by now, or he talks.
if agent.callId == callId and agent.state ~= 'wrap-up' then return { 'repeated', liveOffer(agentId) } end
if not isOneOf(call.state, allowed) then return { 'taken', call.state } end
if not agent.presence or agent.presence == 'logged-out' then return { 'not-free', 'logged-out' } end
if agent.reachable ~= '1' then return { 'not-free', 'unreachable' } end
if agent.state ~= 'idle' then return { 'not-free', agent.state } end

local queue = readQueue(call.queueId)
leavePark(call, 'picked-up', agentId)
takeHead(call, call.queueId)
leaveReady(agent)
queue.ring = nil
local offer = makeOffer(call, agent, queue, takeOfferId(ids), '"by":"pick-up","agentsReady":null,"next":[]')
redis.call('HSET', callKey, 'pickUpOfferId', offer[1])
return { 'picked-up', offer }
