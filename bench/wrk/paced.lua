-- The newest page, not as often as possible but RATE times a second over all connections.
local rate = tonumber(os.getenv("RATE"))
local connections = tonumber(os.getenv("CONNECTIONS"))

function delay()
  -- Uniform around the mean, so that connections don't march in step. In milliseconds.
  return math.random(0, math.floor(2000 * connections / rate))
end
