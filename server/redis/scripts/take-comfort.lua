-- take-comfort: whether a waiting caller is due to hear where he stands; of several servers one is told so.
-- The estimate is left to the caller: `answers` of the newest answered calls of his queue since `since`.
-- KEYS: prefix
-- ARGV: clock, callId, everyMs
-- Returns: { 'due', calls before it, answers, since } | { 'not-due' }
-- Events: none
local prefix = KEYS[1]
local clock, callId, everyMs = unpack(ARGV)
--- @include clock
--- @include place-in-queue

local callKey = prefix .. 'call:' .. callId
local call = readFields(callKey, 'state', 'queueId', 'score', 'queuedAt', 'comfortAt')
if call.state ~= 'queued' then return { 'not-due' } end
-- A call that waits again begins anew.
local last = math.max(tonumber(call.queuedAt), tonumber(call.comfortAt or 0))
if now - last < tonumber(everyMs) then return { 'not-due' } end
redis.call('HSET', callKey, 'comfortAt', now)
local answers = redis.call('LRANGE', prefix .. 'answers:' .. call.queueId, 0, -1)
return { 'due', tostring(waitingBefore(call.queueId, call.score)), tostring(#answers), answers[#answers] or '' }
