// Reads what backup.js wrote from standard input into a collection aside, and puts that in the place of the posts when it
// is whole. Run by docker/restore; REPLACE=yes lets it take the place of a wall that holds something, ONLY=look changes
// nothing.
const fs = require("fs");
const hash = require("crypto").createHash("sha256");
const { MONGO_PORT = "27017", MONGO_DB_NAME = "postwall", MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_ROOT_PASSWORD, REPLACE } = process.env;
const durable = { w: "majority", j: true };

// The shell's console writes to standard output.
const say = (text) => fs.writeSync(2, `${text}\n`);

function open(hosts, options) {
  const admin = connect(`mongodb://${hosts}/admin?${options}`);
  if (user) admin.auth(user, MONGO_INITDB_ROOT_PASSWORD);
  return admin;
}

function refuse(why) {
  say(`Refused: ${why} Nothing was changed.`);
  quit(1);
}

let admin = open(`127.0.0.1:${MONGO_PORT}`, "directConnection=true");
const { setName, hosts } = admin.hello();
if (setName) admin = open(hosts.join(","), `replicaSet=${setName}`);
const wall = admin.getSiblingDB(MONGO_DB_NAME);

const before = wall.counters.findOne({ _id: "wall" });
if (REPLACE !== "yes" && (wall.posts.findOne() || before?.n > 0)) {
  refuse(`the database ${MONGO_DB_NAME} holds a wall already; --replace puts the backup in its place.`);
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

// A restore that was broken off leaves this behind; no server looks at it.
wall.restored.drop();
let head, proof, batch = [], posts = 0, rest = Buffer.alloc(0);

function take(line) {
  if (proof) refuse("the backup goes on after its end.");
  const json = EJSON.parse(line.toString(), { relaxed: false });
  if (json.sha256) {
    proof = json;
    return;
  }
  hash.update(line).update("\n");
  if (head) {
    batch.push(json);
    return;
  }
  head = json;
  if (Number(head.postwall) !== 1) refuse("this is no backup of a wall, or one of a newer version.");
  const validator = JSON.parse(head.validator);
  wall.createCollection("restored", validator ? { validator, validationLevel: "moderate" } : {});
  for (const field of ["key", "gone"]) wall.restored.createIndex({ [field]: 1 }, { name: field, unique: true, sparse: true });
}

function store() {
  if (batch.length) wall.restored.insertMany(batch, { ordered: false });
  posts += batch.length;
  batch = [];
}

for (let bytes = read(); bytes.length; bytes = read()) {
  rest = Buffer.concat([rest, bytes]);
  let from = 0;
  for (let to = rest.indexOf(10); to >= 0; to = rest.indexOf(10, from)) {
    take(rest.subarray(from, to));
    from = to + 1;
    if (batch.length === 1000) store();
  }
  rest = rest.subarray(from);
}
store();
if (!proof || rest.length || Number(proof.posts) !== posts || proof.sha256 !== hash.digest("hex")) {
  wall.restored.drop();
  refuse("the backup is not whole.");
}

// At each moment from here on there is a whole wall, the old one or the new one: without a counter a server makes one
// with a new identity, above all numbers that are stored.
wall.counters.deleteOne({ _id: "wall" }, { writeConcern: durable });
wall.restored.renameCollection("posts", true);
// The new identity keeps what was cached of another wall from being taken for this one.
const counter = { _id: "wall", n: head.last, wall: crypto.randomUUID() };
wall.counters.replaceOne({ _id: "wall" }, counter, { upsert: true, writeConcern: durable });
say(`${posts} posts, up to number ${head.last}, as of ${head.at.toISOString()}`);
quit(0);
