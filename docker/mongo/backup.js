// Writes the wall to standard output: a line about the backup, a line per post in order of number, a line that proves that
// nothing is missing. Lines are canonical Extended JSON. Run by docker/backup.
const fs = require("fs");
const hash = require("crypto").createHash("sha256");
const { MONGO_PORT = "27017", MONGO_DB_NAME = "postwall", MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_ROOT_PASSWORD } = process.env;

// The shell's console writes to standard output.
const say = (text) => fs.writeSync(2, `${text}\n`);

function open(hosts, options) {
  const admin = connect(`mongodb://${hosts}/admin?${options}`);
  if (user) admin.auth(user, MONGO_INITDB_ROOT_PASSWORD);
  return admin;
}

let admin = open(`127.0.0.1:${MONGO_PORT}`, "directConnection=true");
const { setName, hosts } = admin.hello();
if (setName) admin = open(hosts.join(","), `replicaSet=${setName}`);
const wall = admin.getSiblingDB(MONGO_DB_NAME);

function write(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      sleep(5); // the reader is slower
    }
  }
}

// The counter first: whatever was acknowledged before this moment has a number up to it, and is stored.
const counter = wall.counters.find({ _id: "wall" }).readConcern("majority").tryNext();
if (!counter) throw new Error(`There is no wall in the database ${MONGO_DB_NAME}.`);
const { options } = wall.getCollectionInfos({ name: "posts" })[0] ?? {};
const others = wall.getCollectionNames().filter((name) => !["posts", "counters", "restored"].includes(name));
if (others.length) say(`Not in this backup: ${others.join(", ")}`);

const last = counter.n ?? Long(0);
const head = { postwall: 1, at: new Date(), last, validator: JSON.stringify(options?.validator ?? null) };
let lines = EJSON.stringify(head, { relaxed: false }) + "\n";
let posts = 0;
const cursor = wall.posts.find({ _id: { $gte: Long(1), $lte: last } }).sort({ _id: 1 }).readConcern("majority").batchSize(1000);
for (;;) {
  const post = cursor.tryNext();
  if (post) {
    lines += EJSON.stringify(post, { relaxed: false }) + "\n";
    posts++;
  }
  if (!post || lines.length > 1 << 18) {
    hash.update(lines);
    write(lines);
    lines = "";
  }
  if (!post) break;
}
write(EJSON.stringify({ posts: Long(posts), sha256: hash.digest("hex") }, { relaxed: false }) + "\n");
say(`${posts} posts, up to number ${last}`);
quit(0); // or the shell would print what the last line came to
