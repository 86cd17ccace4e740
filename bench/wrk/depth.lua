-- Pages of 20 at a random depth of 10,000 posts.
function init()
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", "/api/v1/messages?start=" .. math.random(0, 9980) .. "&range=20")
end
