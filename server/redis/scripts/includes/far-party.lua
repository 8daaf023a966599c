-- The far party of a call: whom an agent or the flow calls for the caller, or a colleague whom the agent asks (farAgentId).
--- @include serve-agent
--- @include next-presence
-- farAgentId: nil for somebody outside, whose number is the far number; a colleague's is his agent number.
local function setFarParty(callId, farLegId, number, farAgentId)
  local callKey = prefix .. 'call:' .. callId
  redis.call('HSET', callKey, 'farLegId', farLegId, 'farNumber', number, 'farState', 'ringing')
  redis.call('HDEL', callKey, 'farFailure', 'farRequestId', 'farAgentId')
  if farAgentId then redis.call('HSET', callKey, 'farAgentId', farAgentId) end
  redis.call('SET', prefix .. 'leg:' .. farLegId, callId)
end

-- Forgets the far leg; its hang-up still finds the call. The number and what became of it stay, for the desk
-- and for a flow that asks again.
local function forgetFarLeg(callId, farLegId)
  if not farLegId then return end
  redis.call('HDEL', prefix .. 'call:' .. callId, 'farLegId')
  redis.call('EXPIRE', prefix .. 'leg:' .. farLegId, 3600)
end

-- A colleague who was asked is free again, without a wrap-up: he had no call of his own. Who has talked stands at the end of
-- those who are idle, who was only rung where he stood. loss, while it rang: 'missed' as an offer would be, 'failed': his
-- phone is not to be had, or ''. idleClock, of an internal call: as of a dialled one.
-- call: farLegId, farState, farAgentId → his number, or '' when nobody was asked
local function freeColleague(call, loss, idleClock)
  if not call.farAgentId or not call.farLegId then return '' end
  local colleague = readAgent(call.farAgentId)
  local hasTalked = call.farState ~= 'ringing'
  if (hasTalked and idleClock ~= 'never') or idleClock == 'always' then restartIdleClock(colleague) end
  if loss == 'missed' then redis.call('HINCRBY', prefix .. 'agent:' .. colleague.agentId, 'missedInARow', 1) end
  becomeIdle(colleague)
  if loss == 'failed' then setReachable(colleague, '0')
  elseif loss == 'missed' and colleague.presence == 'ready' then setPresence(colleague, 'not-responding', loss) end
  settleAgent(colleague)
  return colleague.agentId
end
