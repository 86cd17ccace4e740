// The wall as a Fastify service: pages cached in Redis, one fetch for readers who miss together.
import { Readable } from "node:stream";
import Fastify from "fastify";
import { cache } from "./cache.js";
import { newPost, pageJson, postJson, query, shown } from "./shapes.js";
import { store } from "./store.js";

const JSON_TYPE = "application/json; charset=utf-8";
const LARGEST_CACHED_RANGE = 1000;
const CHUNK = 500;

export async function wall({ MONGO_URI, REDIS_URL }) {
  const posts = store(MONGO_URI);
  const pages = cache(REDIS_URL);
  const fetching = new Map();

  // Readers share a fetch only within one generation: one who comes after a write was answered
  // has seen a newer generation, so he never joins a fetch that began before it.
  async function fetchPage(name, start, range) {
    const generation = await pages.generation();
    const key = `${generation}/${name}`;
    let page = fetching.get(key);
    if (page === undefined) {
      page = freshPage(generation, name, start, range).finally(() => fetching.delete(key));
      fetching.set(key, page);
    }
    return page;
  }

  async function freshPage(generation, name, start, range) {
    const [found, total] = await Promise.all([posts.page(start, range), posts.count()]);
    const page = Buffer.from(pageJson({ messages: found.map(shown), total_count: total }));
    await pages.keep(generation, name, page);
    return page;
  }

  async function* streamed(start, range) {
    yield '{"messages":[';
    let chunk = [];
    let comma = "";
    for await (const post of posts.cursor(start, range).batchSize(CHUNK)) {
      if (chunk.push(postJson(shown(post))) === CHUNK) {
        yield comma + chunk.join();
        chunk = [];
        comma = ",";
      }
    }
    if (chunk.length > 0) yield comma + chunk.join();
    yield `],"total_count":${await posts.count()}}`;
  }

  const app = Fastify({
    bodyLimit: 65536,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
  });

  app.get("/api/v1/messages", { schema: { querystring: query } }, async (request, reply) => {
    const start = Number(request.query.start);
    const range = Number(request.query.range);
    reply.header("content-type", JSON_TYPE);
    if (range < 1 || range > LARGEST_CACHED_RANGE) return Readable.from(streamed(start, range));
    const name = `${start}:${range}`;
    return (await pages.page(name)) ?? fetchPage(name, start, range);
  });

  app.post("/api/v1/messages", { schema: { body: newPost } }, async ({ body: { user, message } }, reply) => {
    const texts = [user.first_name, user.last_name, user.username, String(user.userId), message.message];
    if (!texts.every((text) => text == null || text.isWellFormed())) {
      return reply.code(422).send({ statusCode: 422, error: "Unprocessable Entity", message: "half a surrogate pair" });
    }
    const id = await pages.nextNumber();
    await posts.insert({
      _id: id,
      userId: String(user.userId),
      firstName: user.first_name,
      lastName: user.last_name ?? undefined,
      username: user.username ?? undefined,
      timestamp: message.timestamp ?? new Date().toISOString(),
      message: message.message,
    });
    await pages.empty();
    return { id };
  });

  app.addHook("onClose", async () => {
    await Promise.all([posts.close(), pages.close()]);
  });

  await posts.connect();
  return app;
}
