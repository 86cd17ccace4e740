"""A program under measurement: started, awaited, asked for its processor time and memory, stopped."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress

import psutil

from .paths import CACHE


class Failed(Exception):
    """Something did not work that all figures rest on: the bench ends with this sentence."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
        return answer.status == 200
    return False


class Program:
    """A process and its children. Its output goes to a file in .cache/logs."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str] | None = None):
        logs = CACHE / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log = logs / f"{name}.log"
        self.began = time.monotonic()
        with self.log.open("wb") as out:
            self._process = subprocess.Popen(
                command,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def await_answer(self, url: str, limit: float = 60) -> float:
        """Waits for a 200; the seconds since the process was started."""
        while time.monotonic() - self.began < limit:
            if self._process.poll() is not None:
                break
            if answers(url):
                return time.monotonic() - self.began
            time.sleep(0.005)
        raise Failed(f"{self.name} gives no answer at {url}; its log: {self.log}")

    def _family(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            return [process, *process.children(recursive=True)]
        return []

    def cpu(self) -> float:
        """Seconds of processor time so far, of user and system together."""
        return sum(times.user + times.system for times in (member.cpu_times() for member in self._family()))

    def memory(self) -> int:
        """Resident bytes."""
        return sum(member.memory_info().rss for member in self._family())

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGTERM)
        try:
            self._process.wait(12)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
