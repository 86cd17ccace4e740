"""A wall of a million posts: pages that are nowhere cached, near and deep; and all of it in one answer."""

import json
import subprocess
import time
from statistics import median

from bson import Int64

from .. import wall
from ..paths import CACHE
from ..probe import Heap
from ..processes import Failed
from ..setting import Setting
from ..systems import Bare, Postwall

POSTS = 1_010_000
DEEP = 1_000_000
SEGMENT = 128
ROUNDS = 5
#: What Postwall writes at a time: a segment of posts.
PIECE = 24_000


def measure(setting: Setting) -> dict:
    setting.say(f"{POSTS:,} posts are put into MongoDB")
    fill(setting)
    near, deep = [], []
    for round_ in range(ROUNDS):
        # A new server and an empty Redis: nothing is cached anywhere but what every server reads at its start.
        setting.stores.redis_cli("FLUSHALL")
        postwall = Postwall(setting.stores, "deep")
        postwall.add()
        # Let it settle, and its code be loaded: a hundred pages in the middle of the wall.
        for i in range(100):
            _page(postwall, 300_000 + i * SEGMENT)
        for i in range(40):
            # Each its own segment; the newest ones are at hand from the start, so beyond those.
            start = 2 * SEGMENT + i * SEGMENT
            near.append(_page(postwall, start))
            deep.append(_page(postwall, DEEP + start))
        if round_ < ROUNDS - 1:
            postwall.stop()
    setting.say(f"uncached page: {median(near):.2f} ms near, {median(deep):.2f} ms deep")
    everything = _everything(setting, postwall)
    postwall.stop()
    setting.stores.client.drop_database("deep")
    return {"near ms": near, "deep ms": deep, **everything}


def fill(setting: Setting) -> None:
    """A million copies of a post that a server itself has stored; the next server counts them at its start."""
    postwall = Postwall(setting.stores, "deep")
    postwall.add()
    wall.post_once(postwall)
    postwall.stop()
    database = setting.stores.client["deep"]
    pattern = database["posts"].find_one({"_id": 1})
    first = 2
    while first <= POSTS:
        last = min(first + 9_999, POSTS)
        database["posts"].insert_many(
            [{**pattern, "_id": Int64(number), "text": wall.TEXT % number} for number in range(first, last + 1)])
        first = last + 1


def _page(postwall: Postwall, start: int) -> float:
    """Milliseconds of one page."""
    began = time.perf_counter()
    page = wall.get(postwall, f"/api/v1/messages?start={start}&range=20")
    took = (time.perf_counter() - began) * 1000
    newest = page["total_count"] - start
    if len(page["messages"]) != 20 or page["messages"][0]["id"] != newest:
        raise Failed(f"The page at {start} is not the page at {start}.")
    return took


def _everything(setting: Setting, postwall: Postwall) -> dict:
    setting.say("all posts in one answer")
    page = CACHE / "everything.json"
    first = _fetch(postwall.url("/api/v1/messages"), page)
    with page.open() as file:
        if len(json.load(file)["messages"]) != POSTS:
            raise Failed("Everything is not everything.")
    page.write_text("{}")
    bare = setting.opened(Bare())
    bare.add(page, '"none"', PIECE, first["bytes"])
    heap = Heap(postwall)
    ours, theirs = [], []
    with heap:
        for _ in range(ROUNDS):
            ours.append(_fetch(postwall.url("/api/v1/messages")))
            theirs.append(_fetch(bare.url("/stream")))
    page.unlink()
    bare.stop()
    setting.say(f"everything: {ours[-1]['rate'] / 1e6:,.0f} MB/s, bare Vert.x {theirs[-1]['rate'] / 1e6:,.0f} MB/s")
    return {
        "bytes": first["bytes"],
        "rates": [fetch["rate"] for fetch in ours],
        "bare rates": [fetch["rate"] for fetch in theirs],
        "first byte ms": median(fetch["first"] * 1000 for fetch in ours),
        "heap before": heap.before,
        "heap growth": heap.most - heap.before,
        "resident": postwall.programs[0].memory(),
    }


def _fetch(url: str, to: object = "/dev/null") -> dict:
    done = subprocess.run(
        ["curl", "-s", "-f", "-o", str(to), "-w", "%{size_download} %{time_starttransfer} %{time_total}", url],
        capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{url}: curl says {done.returncode}")
    size, first, total = (float(word) for word in done.stdout.split())
    return {"bytes": int(size), "first": first, "rate": size / total}
