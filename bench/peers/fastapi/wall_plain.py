"""The wall as the older system has it: plain functions in FastAPI's thread pool, models in and models out."""

import os

import redis
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
    Page,
    Range,
    ShownPost,
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


@app.get("/api/v1/messages", response_model=Page)
def read_page(start: Start = 0, range_: Range = 0) -> Page | StreamingResponse:
    if not 1 <= range_ <= LARGEST_CACHED_RANGE:
        return StreamingResponse(stream_page(start, range_), media_type="application/json")
    field = f"{start}:{range_}"
    kept = cache.hget("pages", field)
    if kept is not None:
        return Page.model_validate_json(kept)
    generation = cache.get("posts:generation") or b""
    page = Page(messages=[ShownPost(**shown(post)) for post in find(start, range_)], total_count=total_count())
    keep_page(args=[generation, field, page.model_dump_json(), CACHE_SECONDS])
    return page


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
    yield '{"messages":['
    chunk, comma = [], ""
    for post in find(start, count):
        chunk.append(ShownPost(**shown(post)).model_dump_json())
        if len(chunk) == CHUNK:
            yield comma + ",".join(chunk)
            chunk, comma = [], ","
    if chunk:
        yield comma + ",".join(chunk)
    yield f'],"total_count":{total_count()}}}'
