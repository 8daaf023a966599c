-- send-notice: an agent who is logged in is told something; it stands on his desk until he has read it, a day at most.
-- KEYS: prefix
-- ARGV: clock, agentId, noticeId, notice (JSON), atMost (unread ones)
-- Returns: { 'sent' } | { 'full' } | { 'not-there' }
-- Events: notice.sent
local prefix = KEYS[1]
local clock, agentId, noticeId, notice, atMost = unpack(ARGV)
--- @include append-event
--- @include read-fields

local presence = readFields(prefix .. 'agent:' .. agentId, 'presence').presence
if not presence or presence == 'logged-out' then return { 'not-there' } end
local key = prefix .. 'notices:' .. agentId
if redis.call('HEXISTS', key, noticeId) == 1 then return { 'sent' } end
if redis.call('HLEN', key) >= tonumber(atMost) then return { 'full' } end
redis.call('HSET', key, noticeId, notice)
redis.call('EXPIRE', key, 86400)
appendEvent('notice.sent', { agentId = agentId }, { noticeId = noticeId })
return { 'sent' }
