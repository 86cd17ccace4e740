"""The ten thousand posts that all systems keep, and the check that they answer the same."""

import http.client
import json
import queue
import threading
import urllib.request

from .processes import Failed
from .stores import Stores
from .systems import PAGE, Peer, Postwall, System

POSTS = 10_000
TEXT = "Post %05d: about as long as a post usually is on a wall like this one, with a «word» or two that is no ASCII. "
FIELDS = ("id", "user", "timestamp", "message")


def body(number: int) -> dict:
    return {
        "user": {"userId": str(1000 + number % 50), "first_name": "Ann", "last_name": f"Lee {number % 50}"},
        "message": {"message": TEXT % number},
    }


def get(system: System, path: str = PAGE, of: int = 0) -> dict:
    with urllib.request.urlopen(system.url(path, of), timeout=60) as answer:
        return json.load(answer)


def fill(postwall: Postwall) -> None:
    """Posts them through the API, by many at once."""
    numbers = queue.SimpleQueue()
    for number in range(POSTS):
        numbers.put(number)
    failures = []

    def write() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", postwall.ports[0])
        while not failures:
            try:
                number = numbers.get_nowait()
            except queue.Empty:
                return
            connection.request("POST", "/api/v1/messages", json.dumps(body(number)), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(answer.status)

    writers = [threading.Thread(target=write) for _ in range(32)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    if failures:
        raise Failed(f"A post was answered {failures[0]}.")


def copy(stores: Stores, posts: list[dict], peer: Peer) -> None:
    """Gives a peer the same posts, in the form in which it keeps them."""
    documents = []
    for post in posts:
        number = int(post["message"][5:10])
        user = body(number)["user"]
        documents.append({
            "_id": post["id"], "userId": user["userId"], "firstName": user["first_name"],
            "lastName": user["last_name"], "timestamp": post["timestamp"], "message": post["message"],
        })
    kept = stores.client[peer.database]["posts"]
    kept.drop()
    kept.insert_many(documents)
    stores.redis_cli("-n", str(peer.redis), "SET", "posts:last", str(max(post["id"] for post in posts)))


def compare(postwall: Postwall, peers: list[System]) -> None:
    """Every peer must answer like Postwall, field for field, or nothing is measured."""
    for path in (PAGE, "/api/v1/messages?start=4321&range=20", "/api/v1/messages?start=9990&range=20",
                 "/api/v1/messages"):
        ours = get(postwall, path)
        for peer in peers:
            theirs = get(peer, path)
            same = ours["total_count"] == theirs["total_count"] and len(ours["messages"]) == len(theirs["messages"])
            for our, their in zip(ours["messages"], theirs["messages"]):
                same = same and all(our[field] == their.get(field) for field in FIELDS)
            if not same:
                raise Failed(f"{peer.name} answers {path} otherwise than Postwall.")


def post_once(system: System, text: str = "one more", of: int = 0) -> int:
    """Posts, which empties the caches of every system; the number of the post."""
    request = urllib.request.Request(
        system.url("/api/v1/messages", of),
        json.dumps({"user": {"userId": "7", "first_name": "Bob"}, "message": {"message": text}}).encode(),
        {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["id"]
