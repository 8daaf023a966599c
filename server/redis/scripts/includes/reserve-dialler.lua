-- An agent who means to dial: idle or wrapping up, and reachable. Dialling ends a wrap-up.
--- @include end-wrap-up
-- → what keeps him from it: an agent state, 'logged-out', 'unreachable' or 'disposition-missing'; nil: nothing
local function keptFromDialling(agent, allowed)
  if not agent.presence or agent.presence == 'logged-out' then return 'logged-out' end
  if not isOneOf(agent.state, allowed) then return agent.state end
  if agent.reachable ~= '1' then return 'unreachable' end
  if agent.state == 'wrap-up' and wrappedUpCall(agent).lacksDisposition then return 'disposition-missing' end
  return nil
end

local function reserveDialler(agent)
  local key = prefix .. 'agent:' .. agent.agentId
  leaveReady(agent)
  redis.call('HDEL', key, 'leftWrapUp')
  if agent.state ~= 'wrap-up' then return end
  local wrapUp = readFields(key, 'wrapUpUntil', 'prolonged')
  local left = { callId = agent.callId, leftMs = math.max(0, wrapUp.wrapUpUntil - now), prolonged = wrapUp.prolonged }
  endWrapUp(agent, 'dial')
  -- What he goes back to when nobody is reached.
  redis.call('HSET', key, 'leftWrapUp', cjson.encode(left))
end
