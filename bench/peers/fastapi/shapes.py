"""What comes in and goes out, and the cache's scripts: shared by both kinds of endpoints."""

from datetime import datetime, timezone
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field

LARGEST_CACHED_RANGE = 1000
CACHE_SECONDS = 3600
CHUNK = 500
SHOWN = {"firstName": 1, "lastName": 1, "timestamp": 1, "message": 1}

# A page goes into the cache only if nothing was posted since its reader looked: else a reader that
# was slower than a writer would leave a stale page behind.
KEEP_PAGE = """
if (redis.call('GET', 'posts:generation') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', 'pages', ARGV[2], ARGV[3])
redis.call('EXPIRE', 'pages', ARGV[4])
return 1
"""

# Raises the generation and empties the cache in one round trip.
EMPTY_PAGES = """
redis.call('DEL', 'pages')
return redis.call('INCR', 'posts:generation')
"""


def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    # Without the input, which may hold what UTF-8 can't (half a surrogate pair).
    problems = [{"loc": e["loc"], "msg": e["msg"], "type": e["type"]} for e in error.errors()]
    return JSONResponse({"detail": problems}, status_code=422)


def new_app() -> FastAPI:
    return FastAPI(title="Wall", exception_handlers={RequestValidationError: invalid})


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


class ShownPost(BaseModel):
    id: int
    user: str
    timestamp: str
    message: str


class Page(BaseModel):
    messages: list[ShownPost]
    total_count: int


Start = Annotated[int, Query(ge=0)]
Range = Annotated[int, Query(alias="range")]


def document(number: int, new: NewPost) -> dict:
    post = {
        "_id": number,
        "userId": new.user.userId,
        "firstName": new.user.first_name,
        "timestamp": new.message.timestamp or now(),
        "message": new.message.message,
    }
    if new.user.last_name:
        post["lastName"] = new.user.last_name
    if new.user.username:
        post["username"] = new.user.username
    return post


def shown(post: dict) -> dict:
    last = post.get("lastName")
    return {
        "id": post["_id"],
        "user": f"{post['firstName']} {last}" if last else post["firstName"],
        "timestamp": post["timestamp"],
        "message": post["message"],
    }


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
