-- Posts of 150 characters by fifty people.
local text = string.rep("One of many posts, as long as they usually are. ", 3)
local count = 0

function init()
  wrk.headers["Content-Type"] = "application/json"
end

function post()
  count = count + 1
  local person = count % 50
  return wrk.format("POST", "/api/v1/messages", nil,
    '{"user":{"userId":"' .. 1000 + person .. '","first_name":"Ann","last_name":"Lee ' .. person ..
    '"},"message":{"message":"' .. text .. count .. '"}}')
end

request = post
