"""What is watched from a thread of its own while load is on: whether answers are true, what a heap holds."""

import threading
import urllib.request

from . import wall
from .processes import Failed
from .systems import Postwall


class Watch:
    """Looks again and again as long as its block lasts; a look that fails ends the bench when the block does."""

    PAUSE = 0.0

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._failure: Exception | None = None

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()
        if self._failure:
            raise Failed(f"{type(self).__name__} could not look: {self._failure}")

    def look(self) -> None:
        raise NotImplementedError

    def _watch(self) -> None:
        try:
            while not self._over.wait(self.PAUSE):
                self.look()
        except Exception as error:  # reported by the main thread
            self._failure = error


class Witness(Watch):
    """Posts through one server and reads through another, five times a second; a read that lacks the post is stale."""

    PAUSE = 0.2

    def __init__(self, postwall: Postwall, writer: int, reader: int):
        super().__init__()
        self._postwall = postwall
        self._writer = writer
        self._reader = reader
        self.looked = 0
        self.stale = 0

    def look(self) -> None:
        number = wall.post_once(self._postwall, "seen by the witness", self._writer)
        newest = wall.get(self._postwall, of=self._reader)["messages"]
        self.looked += 1
        # Others post meanwhile: at least this one must have arrived.
        self.stale += newest[0]["id"] < number


class Heap(Watch):
    """The heap of a server, whether its content is still needed or not; what it holds at most, in bytes."""

    PAUSE = 0.05

    def __init__(self, postwall: Postwall):
        super().__init__()
        self._postwall = postwall
        self.before = self.most = self._used()

    def look(self) -> None:
        self.most = max(self.most, self._used())

    def _used(self) -> float:
        with urllib.request.urlopen(self._postwall.url("/metrics"), timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines
                   if line.startswith('jvm_memory_used_bytes{area="heap"'))
