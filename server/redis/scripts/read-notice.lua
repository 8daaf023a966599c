-- read-notice: the agent has read it, and it leaves his desk.
-- KEYS: prefix
-- ARGV: clock, agentId, noticeId
-- Returns: { 'read' } | { 'gone' }
-- Events: notice.read
local prefix = KEYS[1]
local clock, agentId, noticeId = unpack(ARGV)
--- @include append-event

if redis.call('HDEL', prefix .. 'notices:' .. agentId, noticeId) == 0 then return { 'gone' } end
appendEvent('notice.read', { agentId = agentId }, { noticeId = noticeId })
return { 'read' }
