// Writes posts, followers and messages to standard output: a line about the backup; of each collection a line about it, and a
// line per document; a line that proves that nothing is missing. Lines are canonical Extended JSON. Run by docker/backup,
// behind house.js. In which order things are read, and why: docs/DECISIONS.md, "Deployment".
let lines = "";

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

function flush() {
  hash.update(lines);
  write(lines);
  lines = "";
}

function line(document) {
  lines += EJSON.stringify(document, { relaxed: false }) + "\n";
  if (lines.length > 1 << 18) flush();
}

const plain = (value) => EJSON.stringify(value, { relaxed: true });
const read = (name, filter, order) => all(name).find(filter).sort({ _id: order }).readConcern("majority").batchSize(1000);
const counts = {};

// Collections are read from their ends downwards: where a group becomes a supergroup, its number becomes a lower one, and
// it is rather met twice than not at all.
function section(name, filter = {}, order = -1, change = (document) => document) {
  const { options } = house.getCollectionInfos({ name })[0] ?? {};
  if (!options) return;
  const indexes = all(name).getIndexes().filter((index) => index.name !== "_id_");
  line({ collection: name, validator: plain(options.validator ?? null), indexes: plain(indexes) });
  counts[name] = 0;
  const cursor = read(name, filter, order);
  for (let found = cursor.tryNext(); found; found = cursor.tryNext()) {
    line(change(found));
    counts[name]++;
  }
}

if (marked) {
  say(`The database ${MONGO_DB_NAME} is half restored: run docker/restore again before a backup.`);
  quit(1);
}
// The counter first: whatever was acknowledged before this moment has a number up to it, and is stored.
const counter = all("counters").find({ _id: "wall" }).readConcern("majority").tryNext();
if (!counter) {
  say(`There is no wall in the database ${MONGO_DB_NAME}.`);
  quit(1);
}
const others = house.getCollectionNames().filter((name) => ![...KEPT, ...LEFT_OUT].includes(name) && !name.startsWith("restored"));
if (others.length) say(`Not in this backup: ${others.join(", ")}`);

const last = counter.n ?? Long(0);
const shape = house.getCollectionInfos({ name: "counters" })[0].options.validator ?? null;
line({ postwall: 2, at: new Date(), last, counters: plain(shape) });
section("posts", { _id: { $gte: Long(1), $lte: last } }, 1);

// Followers before messages: none may know a message that isn't there.
section("broadcast_users");
const newest = read("broadcast_messages", {}, -1).limit(1).tryNext()?._id ?? Long(0);
const later = (id) => ({ $nor: [{ [id]: /^broadcast:/, order: { $gt: newest } }] });

// How far the audiences were read before the deliveries are: what is added to those meanwhile may be missing.
const before = new Map();
const standing = all("outbox_sources").find({}, { finished: 1, cursor: 1, whole: 1 }).readConcern("majority");
for (let found = standing.tryNext(); found; found = standing.tryNext()) {
  const { _id, finished, cursor, whole } = found;
  before.set(_id, finished ? {} : { cursor, whole, finished: false });
}
const unknown = { cursor: Long("-9223372036854775808"), whole: false, finished: false };

section("deliveries", later("source"));
section("broadcast_messages", { _id: { $lte: newest } });
section("broadcast_counters");
// A file is stored after its chunks, and a message after its file.
section("broadcast_files");
section("broadcast_chunks");
section("broadcast_file_ids");
// What is to be done is read after what was done: an edit of before must not come back.
section("outbox_sources", later("_id"), -1, (source) => ({ ...source, ...(before.get(source._id) ?? unknown) }));
section("broadcast_masters");
section("broadcast_bots");
// The key is stored before anything is named by it.
section("broadcast_keys");

flush();
const proof = { counts: Object.fromEntries(Object.entries(counts).map(([name, many]) => [name, Long(many)])), sha256: hash.digest("hex") };
write(EJSON.stringify(proof, { relaxed: false }) + "\n");
say(Object.entries(counts).map(([name, many]) => `${many} ${name}`).join(", "));
quit(0); // or the shell would print what the last line came to
