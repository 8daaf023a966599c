-- match-agent: offers a free agent the first call of his lanes, or lets him join the ready agents.
-- KEYS: prefix
-- ARGV: clock, agentId, offerId
-- Returns: { 'offered', offer } | { 'idle' } | { 'not-eligible' }
-- Events: offer.made, agent.state-changed
local prefix = KEYS[1]
local clock, agentId, offerId = unpack(ARGV)
--- @include serve-agent

return serveAgent(readAgent(agentId), idBlock(offerId))
