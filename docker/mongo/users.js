// Runs once, when MongoDB's volume is new: the accounts of the application and of Mongo Express. Each can use the
// application's database and no other.
const { MONGO_DB_NAME, MONGO_USER, MONGO_PASSWORD, MONGO_EXPRESS_USER, MONGO_EXPRESS_PASSWORD } = process.env;
const admin = db.getSiblingDB("admin");

for (const [user, pwd] of [[MONGO_USER, MONGO_PASSWORD], [MONGO_EXPRESS_USER, MONGO_EXPRESS_PASSWORD]]) {
  admin.createUser({ user, pwd, roles: [{ role: "readWrite", db: MONGO_DB_NAME }] });
}
