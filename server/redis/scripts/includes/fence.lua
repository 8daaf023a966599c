-- Begins every script. What an event of a switch causes names its server's tenure in KEYS[2]; that key is gone as
-- soon as the switch has another owner (acquire-lease), and then nothing is done.
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 0 then return { 'fenced' } end
