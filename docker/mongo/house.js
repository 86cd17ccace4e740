// What backup.js and restore.js begin with: the way to the database, and which of its collections a backup holds.
const fs = require("fs");
const hash = require("crypto").createHash("sha256");
const { MONGO_PORT = "27017", MONGO_DB_NAME = "postwall", MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_ROOT_PASSWORD } = process.env;

// Besides "counters", of which only the wall's is kept. Made anew after a restore: broadcast_returns. Not worth keeping:
// broadcast_attempts (wrong tokens of the last hours) and outbox_leases (who sends at this moment).
const KEPT = [
  "posts",
  "broadcast_users",
  "deliveries",
  "broadcast_messages",
  "broadcast_counters",
  "broadcast_files",
  "broadcast_chunks",
  "broadcast_file_ids",
  "outbox_sources",
  "broadcast_masters",
  "broadcast_bots",
  "broadcast_keys",
];
const LEFT_OUT = ["counters", "broadcast_returns", "broadcast_attempts", "outbox_leases"];
// Stands beside what is put in place until all of it is.
const MARK = "restoring";

// The shell's console writes to standard output.
const say = (text) => fs.writeSync(2, `${text}\n`);

function refuse(why) {
  say(`Refused: ${why} Nothing was changed.`);
  quit(1);
}

function open(hosts, options) {
  const admin = connect(`mongodb://${hosts}/admin?${options}`);
  if (user) admin.auth(user, MONGO_INITDB_ROOT_PASSWORD);
  return admin;
}

let admin = open(`127.0.0.1:${MONGO_PORT}`, "directConnection=true");
const { setName, hosts } = admin.hello();
if (setName) admin = open(hosts.join(","), `replicaSet=${setName}`);
const house = admin.getSiblingDB(MONGO_DB_NAME);
const all = (name) => house.getCollection(name);
const marked = all(MARK).findOne();
