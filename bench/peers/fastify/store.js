// Posts in MongoDB, written with the journal.
import { MongoClient } from "mongodb";

const SHOWN = { firstName: 1, lastName: 1, timestamp: 1, message: 1 };

export function store(uri) {
  const client = new MongoClient(uri, { ignoreUndefined: true });
  const posts = client.db().collection("posts", { writeConcern: { w: 1, journal: true } });
  const cursor = (start, range) =>
    posts.find({}, { projection: SHOWN, sort: { _id: -1 }, skip: start, limit: Math.max(range, 0) });
  return {
    cursor,
    page: (start, range) => cursor(start, range).batchSize(range + 1).toArray(),
    count: () => posts.estimatedDocumentCount(),
    insert: (post) => posts.insertOne(post),
    connect: () => client.connect(),
    close: () => client.close(),
  };
}
