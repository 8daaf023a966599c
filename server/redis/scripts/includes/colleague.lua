-- A colleague whom an agent means to ask, or to give his caller to.
-- → what keeps him from it: a presence, 'unreachable' or a state; nil: he is free
local function keptFrom(colleague)
  if colleague.presence ~= 'ready' then return colleague.presence or 'logged-out' end
  if colleague.reachable ~= '1' then return 'unreachable' end
  if colleague.state ~= 'idle' then return colleague.state end
  -- Owed a match, he is promised to a call already.
  if not redis.call('ZSCORE', prefix .. 'ri:' .. colleague.profile, colleague.agentId) then return 'offered' end
  return nil
end
