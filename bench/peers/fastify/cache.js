// Pages in Redis as the very bytes that are answered; emptied at each write.
import { Redis } from "ioredis";

const SECONDS = 3600;

export function cache(url) {
  const redis = new Redis(url, { enableAutoPipelining: true });
  // A page is kept only if nothing was posted since its reader looked: else a reader that was
  // slower than a writer would leave a stale page behind.
  redis.defineCommand("keepPage", {
    numberOfKeys: 2,
    lua: `if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
          redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
          return redis.call('EXPIRE', KEYS[2], ARGV[4])`,
  });
  redis.defineCommand("emptyPages", {
    numberOfKeys: 2,
    lua: `redis.call('DEL', KEYS[2]) return redis.call('INCR', KEYS[1])`,
  });
  return {
    page: (name) => redis.hgetBuffer("pages", name),
    generation: async () => (await redis.get("posts:generation")) ?? "",
    keep: (generation, name, page) => redis.keepPage("posts:generation", "pages", generation, name, page, SECONDS),
    empty: () => redis.emptyPages("posts:generation", "pages"),
    nextNumber: () => redis.incr("posts:last"),
    close: () => redis.quit(),
  };
}
