"""The wall as a FastAPI service: pages cached in Redis, the cache emptied at each write."""

import os
from datetime import datetime, timezone
from typing import Annotated

import orjson
import redis
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import AfterValidator, BaseModel, Field
from pymongo import DESCENDING, MongoClient, WriteConcern

LARGEST_CACHED_RANGE = 1000
CACHE_SECONDS = 3600
SHOWN = {"firstName": 1, "lastName": 1, "timestamp": 1, "message": 1}

posts = (
    MongoClient(os.environ["MONGO_URI"])
    .get_default_database()
    .get_collection("posts", write_concern=WriteConcern(w=1, j=True))
)
cache = redis.Redis.from_url(os.environ["REDIS_URL"])

# A page goes into the cache only if nothing was posted since its reader looked: else a reader that
# was slower than a writer would leave a stale page behind.
keep_page = cache.register_script("""
if (redis.call('GET', 'posts:generation') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', 'pages', ARGV[2], ARGV[3])
redis.call('EXPIRE', 'pages', ARGV[4])
return 1
""")

# Raises the generation and empties the cache in one round trip.
empty_pages = cache.register_script("""
redis.call('DEL', 'pages')
return redis.call('INCR', 'posts:generation')
""")

app = FastAPI(title="Wall")


@app.exception_handler(RequestValidationError)
def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    # Without the input, which may hold what UTF-8 can't (half a surrogate pair).
    problems = [{"loc": e["loc"], "msg": e["msg"], "type": e["type"]} for e in error.errors()]
    return JSONResponse({"detail": problems}, status_code=422)


def not_blank(text: str) -> str:
    if text.isspace():
        raise ValueError("must not be blank")
    return text


def iso_time(text: str) -> str:
    if "T" not in text:
        raise ValueError("must be an ISO 8601 time")
    datetime.fromisoformat(text)
    return text


Name = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(not_blank)]


class User(BaseModel):
    userId: Annotated[str, Field(min_length=1, max_length=64, coerce_numbers_to_str=True)]
    first_name: Name
    last_name: Name | None = None
    username: Name | None = None


class Message(BaseModel):
    message: Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(not_blank)]
    timestamp: Annotated[str, AfterValidator(iso_time)] | None = None


class NewPost(BaseModel):
    user: User
    message: Message


class Stored(BaseModel):
    id: int


@app.get("/api/v1/messages")
def read_page(
    start: Annotated[int, Query(ge=0)] = 0,
    range_: Annotated[int, Query(alias="range")] = 0,
) -> Response:
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
    post = {
        "_id": number,
        "userId": body.user.userId,
        "firstName": body.user.first_name,
        "timestamp": body.message.timestamp or now(),
        "message": body.message.message,
    }
    if body.user.last_name:
        post["lastName"] = body.user.last_name
    if body.user.username:
        post["username"] = body.user.username
    posts.insert_one(post)
    empty_pages()
    return Stored(id=number)


def find(start: int, count: int):
    found = posts.find(projection=SHOWN).sort("_id", DESCENDING).skip(start)
    return found.limit(count) if count > 0 else found


def shown(post: dict) -> dict:
    last = post.get("lastName")
    return {
        "id": post["_id"],
        "user": f"{post['firstName']} {last}" if last else post["firstName"],
        "timestamp": post["timestamp"],
        "message": post["message"],
    }


def total_count() -> int:
    return posts.estimated_document_count()


def stream_page(start: int, count: int):
    yield b'{"messages":['
    chunk, comma = [], b""
    for post in find(start, count):
        chunk.append(orjson.dumps(shown(post)))
        if len(chunk) == 500:
            yield comma + b",".join(chunk)
            chunk, comma = [], b","
    if chunk:
        yield comma + b",".join(chunk)
    yield b'],"total_count":%d}' % total_count()


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
