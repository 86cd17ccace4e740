// Founds the replica set, or finds it founded. Fails while the first member is not up yet.
const { MONGO_PORT, MONGO_INITDB_ROOT_USERNAME, MONGO_INITDB_ROOT_PASSWORD } = process.env;
// By name: while accounts are made, the first member listens on loopback only.
const admin = connect(`mongodb://mongo:${MONGO_PORT}/admin?directConnection=true`);
admin.auth(MONGO_INITDB_ROOT_USERNAME, MONGO_INITDB_ROOT_PASSWORD);

try {
  admin.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  const members = ["mongo", "mongo2", "mongo3"].map((host, _id) => ({ _id, host: `${host}:${MONGO_PORT}` }));
  // A dead primary is replaced after five seconds instead of ten.
  admin.adminCommand({ replSetInitiate: { _id: "postwall", members, settings: { electionTimeoutMillis: 5000 } } });
}
