"""Everything that the parts share: the stores, and the systems with the same ten thousand posts."""

import urllib.request
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from . import wall
from .load import wrk
from .paths import CACHE
from .stores import Stores
from .systems import Bare, Peer, Postwall, System, fastapi, fastapi_async, fastify


class Setting:
    """Started when first asked for; closed as a whole."""

    def __init__(self, say: Callable[[str], None]):
        self.say = say
        self._open: list[System] = []

    @cached_property
    def stores(self) -> Stores:
        self.say("MongoDB and Redis start")
        return Stores()

    def opened(self, system: System) -> System:
        self._open.append(system)
        return system

    @cached_property
    def postwall(self) -> Postwall:
        """Two servers: the first is measured, through the second the witness posts."""
        Postwall(self.stores, "train").train()
        postwall = self.opened(Postwall(self.stores))
        postwall.add()
        postwall.add()
        self.say(f"{wall.POSTS:,} posts are posted")
        wall.fill(postwall)
        return postwall

    @cached_property
    def posts(self) -> list[dict]:
        return wall.get(self.postwall, "/api/v1/messages")["messages"]

    def peer(self, make: Callable[[Stores], Peer], processes: int = 1, workers: int = 2) -> Peer:
        peer = make(self.stores)
        wall.copy(self.stores, self.posts, peer)
        self.opened(peer)
        for _ in range(processes):
            peer.add(workers)
        return peer

    @cached_property
    def fastapi(self) -> Peer:
        return self.peer(fastapi)

    @cached_property
    def fastify(self) -> Peer:
        return self.peer(fastify)

    @cached_property
    def fastapi_async(self) -> Peer:
        return self.peer(fastapi_async)

    @cached_property
    def bare(self) -> Bare:
        bare = self.opened(Bare())
        self.bare_process(bare)
        return bare

    def bare_process(self, bare: Bare) -> None:
        """One more process with nothing but the newest page as Postwall answers it now."""
        page = CACHE / "page.json"
        tag = _download(self.postwall.url(), page)
        bare.add(page, tag)

    @cached_property
    def all(self) -> dict[str, System]:
        """All of them, compared and warmed up."""
        peers = [self.fastify, self.fastapi, self.fastapi_async]
        self.say("the peers' answers are compared with Postwall's")
        wall.compare(self.postwall, peers)
        systems = {system.name: system for system in (self.postwall, self.bare, *peers)}
        self.say("warming up")
        for system in systems.values():
            warm_up(system, longer=4 if system is self.postwall else 1)
        return systems

    def close(self) -> None:
        for system in self._open:
            system.stop()
        if "stores" in self.__dict__:
            self.stores.stop()


def warm_up(system: System, longer: int = 1) -> None:
    """All kinds of requests; a JVM of two cores needs half a minute of them until its compilers are done."""
    if not isinstance(system, Bare):
        wrk(system.url(), 5 * longer, "post")
        wrk(system.url(), 3, "depth")
        wrk(system.url(), 2 * longer, "mix")
    wrk(system.url(), 3 * longer)


def _download(url: str, to: Path) -> str:
    """Keeps an answer in a file; its entity tag."""
    with urllib.request.urlopen(url) as answer:
        to.write_bytes(answer.read())
        return answer.headers["ETag"]
