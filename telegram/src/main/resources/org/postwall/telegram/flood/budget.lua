-- What all processes of one bot may send together, counted on Redis's own clock. All times are milliseconds.
-- KEYS: the bot's, then one for each question that counts for a chat, in their order.
-- ARGV: how long the bot must be silent as far as the asking process knows; the limits, where 0 means none;
--       then for each question its lane and what it counts for
--       (NOTHING, BOT; CHAT and GROUP: for the bot and for that private chat, or group or channel).
-- Answers how long the bot must be silent; if it need not, then for each question: 0 it may leave and is counted,
-- n its lane waits so long, -n its chat does.
local known, most, second, pause, burst, group, minute = unpack(ARGV, 1, 7)
known, most, second, pause = tonumber(known), tonumber(most), tonumber(second), tonumber(pause)
burst, group, minute = tonumber(burst), tonumber(group), tonumber(minute)
local FIRST_QUESTION = 8
local URGENCY = {INTERACTIVE = 1, NOTICE = 2, BULK = 3}
-- A lane that was told to wait comes back that much later at most; meanwhile nothing less urgent leaves.
local GRACE = 50

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function load(key)
  local text = redis.call('GET', key)
  return text and cmsgpack.unpack(text)
end

local function keep(key, value, lifetime)
  redis.call('SET', key, cmsgpack.pack(value), 'PX', string.format('%d', math.max(1, math.ceil(lifetime))))
end

-- A window is {time, count, time, count, ...}, the oldest first. Makes one without what is too old, or later than now
-- since the clock was put back; and how long until it has room for one more.
local function look(window, limit, stretch)
  local kept, sum = {}, 0
  for i = 1, #window, 2 do
    if window[i] <= now and window[i] + stretch > now then
      kept[#kept + 1] = window[i]
      kept[#kept + 1] = window[i + 1]
      sum = sum + window[i + 1]
    end
  end
  local wait, i = 0, 1
  while limit > 0 and sum >= limit do
    wait = kept[i] + stretch - now
    sum = sum - kept[i + 1]
    i = i + 2
  end
  return kept, wait
end

-- However high the limit, a window has about a hundred entries.
local function count(window, limit)
  local at, n = now - now % math.ceil(limit / 100), #window
  if n > 0 and window[n - 1] == at then
    window[n] = window[n] + 1
  else
    window[n + 1], window[n + 2] = at, 1
  end
end

local bot = load(KEYS[1]) or {silent = 0, waits = {0, 0}, sent = {}}
local changed = false
if known > 0 and now + known > bot.silent then
  bot.silent, changed = now + known, true
end

-- How long a lane waits, for the window or for a more urgent one.
local function askBot(lane)
  local wait
  bot.sent, wait = look(bot.sent, most, second)
  for urgent = 1, lane - 1 do
    -- Longer than each can have been told, after those before it: then the clock was put back meanwhile.
    local rest = bot.waits[urgent] - now
    if rest <= second + urgent * GRACE then
      wait = math.max(wait, rest)
    end
  end
  if wait > 0 and bot.waits[lane] then
    bot.waits[lane], changed = now + wait + GRACE, true
  end
  return wait
end

-- A chat is {full: when its bucket will be full again, sent: the window of a group}.
local function askChat(chat, isGroup)
  local wait
  chat.full = math.min(chat.full, now + pause * burst)
  chat.sent, wait = look(chat.sent, isGroup and group or 0, minute)
  return math.max(wait, math.ceil(chat.full - pause * (burst - 1) - now))
end

local function leave(key, chat, isGroup)
  if most > 0 then
    count(bot.sent, most)
    changed = true
  end
  if chat then
    chat.full = math.max(chat.full, now) + pause
    if isGroup and group > 0 then
      count(chat.sent, group)
    end
    keep(key, chat, math.max(chat.full - now, #chat.sent > 0 and minute or 0))
  end
end

local answers = {math.max(0, bot.silent - now)}
local key = 1
for i = FIRST_QUESTION, bot.silent > now and 0 or #ARGV, 2 do
  local lane, kind = URGENCY[ARGV[i]], ARGV[i + 1]
  local chat
  if kind == 'CHAT' or kind == 'GROUP' then
    key = key + 1
    chat = load(KEYS[key]) or {full = 0, sent = {}}
  end
  local answer = chat and -askChat(chat, kind == 'GROUP') or 0
  if answer == 0 and kind ~= 'NOTHING' then
    answer = askBot(lane)
  end
  if answer == 0 and kind ~= 'NOTHING' then
    leave(KEYS[key], chat, kind == 'GROUP')
  end
  answers[#answers + 1] = answer
end
if changed then
  keep(KEYS[1], bot, math.max(bot.silent - now, 2 * second))
end
return answers
