"""The wall by plain `def` endpoints in FastAPI's thread pool, as the older system had them."""

import os

import orjson
import redis
from fastapi import Response
from fastapi.responses import StreamingResponse
from pymongo import DESCENDING, MongoClient, WriteConcern

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
    MongoClient(os.environ["MONGO_URI"])
    .get_default_database()
    .get_collection("posts", write_concern=WriteConcern(w=1, j=True))
)
cache = redis.Redis.from_url(os.environ["REDIS_URL"])
keep_page = cache.register_script(KEEP_PAGE)
empty_pages = cache.register_script(EMPTY_PAGES)
app = new_app()


@app.get("/api/v1/messages")
def read_page(start: Start = 0, range_: Range = 0) -> Response:
    if not 1 <= range_ <= LARGEST_CACHED_RANGE:
        return StreamingResponse(stream_page(start, range_), media_type="application/json")
    field = f"{start}:{range_}"
    page = cache.hget("pages", field)
    if page is None:
        generation = cache.get("posts:generation") or b""
        found = find(start, range_)
        page = orjson.dumps({"messages": [shown(post) for post in found], "total_count": total_count()})
        keep_page(args=[generation, field, page, CACHE_SECONDS])
    return Response(page, media_type="application/json")


@app.post("/api/v1/messages")
def store_post(body: NewPost) -> Stored:
    number = cache.incr("posts:last")
    posts.insert_one(document(number, body))
    empty_pages()
    return Stored(id=number)


def find(start: int, count: int):
    found = posts.find(projection=SHOWN).sort("_id", DESCENDING).skip(start)
    return found.limit(count) if count > 0 else found


def total_count() -> int:
    return posts.estimated_document_count()


def stream_page(start: int, count: int):
    yield b'{"messages":['
    chunk, comma = [], b""
    for post in find(start, count):
        chunk.append(orjson.dumps(shown(post)))
        if len(chunk) == CHUNK:
            yield comma + b",".join(chunk)
            chunk, comma = [], b","
    if chunk:
        yield comma + b",".join(chunk)
    yield b'],"total_count":%d}' % total_count()
