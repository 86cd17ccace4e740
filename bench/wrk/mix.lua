-- Ninety-five readers of the newest page to five who post.
dofile(os.getenv("POST_LUA"))
local page = nil

function request()
  if math.random(100) <= 5 then
    return post()
  end
  page = page or wrk.format("GET", "/api/v1/messages?range=20")
  return page
end
