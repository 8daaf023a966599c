-- Appends a domain event (server/contract/events.ts). data: a table, or JSON text that is kept as it is.
-- about: { callId =, agentId =, queueId =, legId = }, each may be missing.
--- @include clock
local function appendEvent(name, about, data)
  if data == nil then data = '{}' elseif type(data) == 'table' then data = cjson.encode(data) end
  redis.call('XADD', prefix .. 'ev', 'MAXLEN', '~', '1000000', '*', 'type', name, 'at', moment,
    'callId', about.callId or '', 'agentId', about.agentId or '', 'queueId', about.queueId or '',
    'legId', about.legId or '', 'data', data)
end

-- Appends the caller's own events of a call: type, agentId, queueId, legId and data in turn from ARGV[from].
local function appendDrafts(callId, from)
  for i = from, #ARGV, 5 do
    appendEvent(ARGV[i], { callId = callId, agentId = ARGV[i + 1], queueId = ARGV[i + 2], legId = ARGV[i + 3] }, ARGV[i + 4])
  end
end
