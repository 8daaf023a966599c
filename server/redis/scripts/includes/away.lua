-- An agent of a talk whose audio is gone and who is waited for. The call's fields awaySince; awayAgentId: who it is, for of an internal call
-- it may be the colleague; awayComforted, once who is left was; awayLegId: the leg that is to bring him back, called at awayCalledAt.
-- Deadlines `dl:away` (then he is lost) and `dl:away-comfort` (then who is left is comforted).
-- He is back, lost, or the call has gone on without him.
local function forgetAway(callId)
  redis.call('HDEL', prefix .. 'call:' .. callId, 'awaySince', 'awayAgentId', 'awayComforted', 'awayLegId', 'awayCalledAt')
  redis.call('ZREM', prefix .. 'dl:away', callId)
  redis.call('ZREM', prefix .. 'dl:away-comfort', callId)
end
