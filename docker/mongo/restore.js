// Reads what backup.js wrote from standard input into collections aside, and puts them in place when all is whole. Run by
// docker/restore, behind house.js. REPLACE=yes lets it take the place of what there is; ONLY=look changes nothing and says
// whether it would be refused; ONLY=whole whether nothing is half restored.
const durable = { w: "majority", j: true };
// What servers and the bot's process write by themselves when they start.
const ITSELF = ["broadcast_bots", "broadcast_keys"];

if (process.env.ONLY === "whole") quit(marked ? 1 : 0);
const before = all("counters").findOne({ _id: "wall" });
const held = KEPT.filter((name) => !ITSELF.includes(name) && all(name).findOne());
if (before?.n > 0 && !held.includes("posts")) held.push("the numbers of a wall");
if (process.env.REPLACE !== "yes" && !marked && held.length) {
  refuse(`the database ${MONGO_DB_NAME} holds ${held.join(", ")} already; --replace puts the backup in its place.`);
}
const servers = admin
  .aggregate([{ $currentOp: { allUsers: true, idleConnections: true } }, { $match: { "clientMetadata.driver.name": /java/ } }, { $limit: 1 }])
  .toArray();
if (process.env.ONLY === "look") quit(0);
if (servers.length) refuse(`a server is connected, from ${servers[0].client}; stop all of them first.`);

const chunk = Buffer.alloc(1 << 20);
function read() {
  for (;;) {
    try {
      return chunk.subarray(0, fs.readSync(0, chunk));
    } catch (error) {
      if (error.code === "EOF") return chunk.subarray(0, 0);
      if (error.code !== "EAGAIN") throw error;
      sleep(5); // the writer is slower
    }
  }
}

const PREFIX = "restored_";
const aside = (name) => all(PREFIX + name);

// A restore that was broken off leaves these behind; no server looks at them.
function clear() {
  house.getCollectionNames().filter((name) => name.startsWith("restored")).forEach((name) => all(name).drop());
}

function reject(why) {
  clear();
  refuse(why);
}

clear();
const indexes = {}, counts = {};
let head, proof, batch = [], bytes = 0, into, rest = Buffer.alloc(0);

function begin(name, validator, wanted) {
  if (!KEPT.includes(name) || name in counts) reject(`the backup holds ${name} where nothing of that name belongs.`);
  store();
  into = name;
  counts[name] = 0;
  indexes[name] = wanted;
  house.createCollection(PREFIX + name, validator ? { validator, validationLevel: "moderate" } : {});
}

function take(line) {
  if (proof) reject("the backup goes on after its end.");
  const json = EJSON.parse(line.toString(), { relaxed: false });
  if (json.sha256) {
    proof = json;
    return;
  }
  hash.update(line).update("\n");
  if (!head) {
    head = json;
    const version = Number(head.postwall);
    if (version !== 1 && version !== 2) reject("this is no backup of ours, or one of a newer version.");
    if (version === 1 && marked) reject("a restore was broken off; finish that one first, with the file it had.");
    if (version === 1) {
      const unique = ["key", "gone"].map((field) => ({ key: { [field]: 1 }, name: field, unique: true, sparse: true }));
      begin("posts", JSON.parse(head.validator), unique);
    }
  } else if (json.collection && !("_id" in json)) {
    begin(json.collection, JSON.parse(json.validator), JSON.parse(json.indexes));
  } else {
    batch.push(json);
    bytes += line.length;
    if (batch.length === 1000 || bytes > 1 << 22) store();
  }
}

function store() {
  if (!batch.length) return;
  if (!into) reject("the backup begins in the middle.");
  aside(into).insertMany(batch, { ordered: false });
  counts[into] += batch.length;
  batch = [];
  bytes = 0;
}

for (let more = read(); more.length; more = read()) {
  rest = Buffer.concat([rest, more]);
  let from = 0;
  for (let to = rest.indexOf(10); to >= 0; to = rest.indexOf(10, from)) {
    take(rest.subarray(from, to));
    from = to + 1;
  }
  rest = rest.subarray(from);
}
store();
const promised = proof?.counts ?? { posts: proof?.posts };
const kept = new Set([...Object.keys(promised), ...Object.keys(counts)]);
const complete = [...kept].every((name) => Number(promised[name]) === counts[name]);
if (!proof || rest.length || !complete || proof.sha256 !== hash.digest("hex")) reject("the backup is not whole.");

for (const [name, wanted] of Object.entries(indexes)) {
  for (const { key, v, ...options } of wanted) aside(name).createIndex(key, options);
}

const highest = (collection, field, filter = {}) =>
  Number(collection.find(filter).sort({ [field]: -1 }).limit(1).tryNext()?.[field] ?? 0);
const sources = aside("outbox_sources");

// Copies of what wasn't finished may have left after the backup was made: whether it goes on, a person decides.
function pause() {
  const waiting = [{ $match: { state: { $in: ["queued", "sending", "retry"] } } }, { $group: { _id: "$source" } }];
  const unfinished = aside("deliveries").aggregate(waiting).toArray().map((one) => one._id);
  sources.updateMany({ _id: { $in: unfinished } }, { $set: { finished: false } });
  sources.updateMany({ finished: false, status: "running" }, { $set: { status: "paused" } });
  sources.updateMany({}, { $unset: { rate: "", counts: "", reasons: "" } });
}

// A message that no server had taken over yet would be sent by the first that starts, as if nothing could have happened since.
function takeOver() {
  const above = Long(String(highest(sources, "order", { kind: "broadcast" })));
  aside("broadcast_messages").find({ _id: { $gt: above } }).sort({ _id: 1 }).forEach((message) => {
    const { _id, once, at, key, print, withdrawn, ...content } = message;
    sources.insertOne({
      _id: `broadcast:${_id}`,
      bot: "servant",
      kind: "broadcast",
      order: _id,
      guarantee: once ? "AT_MOST_ONCE" : "AT_LEAST_ONCE",
      content,
      at,
      status: withdrawn ? "cancelled" : "paused",
      cursor: Long("-9223372036854775808"),
      whole: false,
      finished: false,
      opened: 1,
      revision: 0,
    });
  });
}

// Whoever remembers the number of a message that was sent after the backup must not find another message under it.
function skipNumbers() {
  const used = Math.max(
    ...[all("broadcast_counters"), aside("broadcast_counters")].map((counters) => highest(counters, "n")),
    ...[all("broadcast_messages"), aside("broadcast_messages")].map((messages) => highest(messages, "_id")),
  );
  if (used > 0) aside("broadcast_counters").replaceOne({ _id: "messages" }, { n: Long(String(used + 1000)) }, { upsert: true });
}

function findReturning() {
  const catchingUp = { following: true, unreachable: false, asked: false, until: { $exists: true } };
  aside("broadcast_users").aggregate([{ $match: catchingUp }, { $project: { _id: 1 } }, { $out: PREFIX + "broadcast_returns" }]).toArray();
}

// Nobody sends at this moment, and whoever will is above all who ever did: what they left behind is known by that.
function leases() {
  const fence = Math.max(Date.now(), highest(aside("deliveries"), "fence") + 1, highest(all("outbox_leases"), "fence") + 1);
  return sources.distinct("bot").map((_id) => ({ _id, owner: "", fence: Long(String(fence)), beat: Long(0) }));
}

function put(name) {
  if (house.getCollectionNames().includes(PREFIX + name)) aside(name).renameCollection(name, true);
  else all(name).drop();
}

// At each moment there is a whole wall, the old one or the new one: without a counter a server makes one with a new
// identity, above all numbers that are stored. The new identity keeps what was cached of another wall from being taken for
// this one.
function putWall() {
  all("counters").deleteOne({ _id: "wall" }, { writeConcern: durable });
  put("posts");
  const validator = JSON.parse(head.counters ?? "null");
  if (validator && !all("counters").exists()) house.createCollection("counters", { validator, validationLevel: "moderate" });
  const counter = { _id: "wall", n: head.last, wall: crypto.randomUUID() };
  all("counters").replaceOne({ _id: "wall" }, counter, { upsert: true, writeConcern: durable });
}

// Between the first step and the last there is nobody to send to: a server that starts too early sends nothing.
function putAll() {
  const audience = ["deliveries", "broadcast_users", "broadcast_returns"];
  const free = leases();
  all(MARK).insertOne({ at: new Date() }, { writeConcern: durable });
  [...audience, "outbox_leases"].forEach((name) => all(name).drop());
  putWall();
  KEPT.filter((name) => name !== "posts" && !audience.includes(name)).forEach(put);
  if (free.length) all("outbox_leases").insertMany(free, { writeConcern: durable });
  audience.forEach(put);
  all(MARK).drop();
}

if (Number(head.postwall) === 1) {
  putWall();
} else {
  takeOver();
  pause();
  skipNumbers();
  findReturning();
  putAll();
}
say(`${counts.posts ?? 0} posts, up to number ${head.last}, as of ${head.at.toISOString()}`);
if (Number(head.postwall) === 2) {
  say(Object.entries(counts).filter(([name]) => name !== "posts").map(([name, many]) => `${many} ${name}`).join(", "));
  const paused = all("outbox_sources").find({ status: "paused", finished: false }, { _id: 1 }).sort({ order: 1 }).toArray();
  const returning = all("broadcast_returns").countDocuments();
  if (returning) say(`Catching up, and given what the backup doesn't know they have: ${returning} followers`);
  if (paused.length) say(`Paused, for you to resume or to cancel: ${paused.map((source) => source._id).join(", ")}`);
}
quit(0);
