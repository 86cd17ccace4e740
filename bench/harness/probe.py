"""The witness: while Postwall is under load, no answer may be older than the last acknowledged post."""

import threading

from . import wall
from .processes import Failed
from .systems import Postwall


class Witness:
    """Posts through one server and reads through another, five times a second; a read that lacks the post is stale."""

    PAUSE = 0.2

    def __init__(self, postwall: Postwall, writer: int, reader: int):
        self._postwall = postwall
        self._writer = writer
        self._reader = reader
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.looked = 0
        self.stale = 0
        self._failure: Exception | None = None

    def __enter__(self) -> "Witness":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()
        if self._failure:
            raise Failed(f"The witness could not look: {self._failure}")

    def _watch(self) -> None:
        try:
            while not self._over.wait(self.PAUSE):
                number = wall.post_once(self._postwall, "seen by the witness", self._writer)
                newest = wall.get(self._postwall, of=self._reader)["messages"]
                self.looked += 1
                # Others post meanwhile: at least this one must have arrived.
                self.stale += newest[0]["id"] < number
        except Exception as error:  # reported by the main thread
            self._failure = error
