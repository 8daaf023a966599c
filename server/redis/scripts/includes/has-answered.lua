-- Of a far party: it picked up and is there, with the agent, on hold or in a talk of three.
local function hasAnswered(farState)
  return farState == 'answered' or farState == 'held' or farState == 'merged'
end
