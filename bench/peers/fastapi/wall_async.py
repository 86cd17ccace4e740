"""The wall written anew: `async def` endpoints, asynchronous clients, cached pages answered as raw bytes."""

import os

import orjson
import redis.asyncio as redis
from fastapi import Response
from fastapi.responses import StreamingResponse
from pymongo import DESCENDING, AsyncMongoClient, WriteConcern

from shapes import (
    CACHE_SECONDS,
    CHUNK,
    EMPTY_PAGES,
    KEEP_PAGE,
    LARGEST_CACHED_RANGE,
    SHOWN,
    NewPost,
    Range,
    Start,
    Stored,
    document,
    new_app,
    shown,
)

posts = (
    AsyncMongoClient(os.environ["MONGO_URI"])
    .get_default_database()
    .get_collection("posts", write_concern=WriteConcern(w=1, j=True))
)
cache = redis.Redis.from_url(os.environ["REDIS_URL"])
keep_page = cache.register_script(KEEP_PAGE)
empty_pages = cache.register_script(EMPTY_PAGES)
app = new_app()


@app.get("/api/v1/messages")
async def read_page(start: Start = 0, range_: Range = 0) -> Response:
    if not 1 <= range_ <= LARGEST_CACHED_RANGE:
        return StreamingResponse(stream_page(start, range_), media_type="application/json")
    field = f"{start}:{range_}"
    page = await cache.hget("pages", field)
    if page is None:
        generation = await cache.get("posts:generation") or b""
        found = await find(start, range_).to_list()
        page = orjson.dumps({"messages": [shown(post) for post in found], "total_count": await total_count()})
        await keep_page(args=[generation, field, page, CACHE_SECONDS])
    return Response(page, media_type="application/json")


@app.post("/api/v1/messages")
async def store_post(body: NewPost) -> Stored:
    number = await cache.incr("posts:last")
    await posts.insert_one(document(number, body))
    await empty_pages()
    return Stored(id=number)


def find(start: int, count: int):
    found = posts.find(projection=SHOWN).sort("_id", DESCENDING).skip(start)
    return found.limit(count) if count > 0 else found


async def total_count() -> int:
    return await posts.estimated_document_count()


async def stream_page(start: int, count: int):
    yield b'{"messages":['
    chunk, comma = [], b""
    async for post in find(start, count):
        chunk.append(orjson.dumps(shown(post)))
        if len(chunk) == CHUNK:
            yield comma + b",".join(chunk)
            chunk, comma = [], b","
    if chunk:
        yield comma + b",".join(chunk)
    yield b'],"total_count":%d}' % await total_count()
