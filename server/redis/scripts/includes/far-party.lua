-- The far party of a call: whom an agent or the flow calls for the caller.
-- Forgets the far leg; its hang-up still finds the call. The number and what became of it stay, for the desk
-- and for a flow that asks again.
local function forgetFarLeg(callId, farLegId)
  if not farLegId then return end
  redis.call('HDEL', prefix .. 'call:' .. callId, 'farLegId')
  redis.call('EXPIRE', prefix .. 'leg:' .. farLegId, 3600)
end
