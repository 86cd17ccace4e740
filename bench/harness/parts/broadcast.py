"""A message to ten thousand followers: as fast as it goes, and within Telegram's limits while people talk to the same bot."""

import http.client
import json
import statistics
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from ..paths import ROOT
from ..processes import Failed, Program, free_port
from ..setting import Setting
from ..stores import Stores
from ..systems import JAVA, Postwall, shipped_options

FOLLOWERS = 10_000
#: People who write to the bot while it sends; they don't follow.
TALKERS = 200
TOKEN = "9000000043:only-to-be-measured-in-a-simulator"
OTHERS = {"BOT_TOKEN": "9000000044:only-to-be-measured-in-a-simulator", "MASTER_BOT_TOKEN": "9000000045:only-to-be-measured-in-a-simulator"}
LIMIT = 30


def measure(setting: Setting) -> dict:
    jar = str(ROOT / "standalone" / "target" / "postwall.jar")
    port = free_port()
    simulator = Program("simulator", [JAVA, "-Xmx384m", "-jar", jar, "simulator"], {"SIMULATOR_PORT": str(port)})
    try:
        simulator.await_answer(f"http://127.0.0.1:{port}/health/live")
        town = Town(port)
        town.settle()
        setting.say(f"{FOLLOWERS:,} people know the bot")
        return {"lifted": _lifted(setting, town, jar), "limited": _limited(setting, town, jar)}
    finally:
        simulator.stop()


def _lifted(setting: Setting, town: "Town", jar: str) -> dict:
    """No limits, one server, everything on this machine: two rounds to warm up, then three that count."""
    town.limit(0, 0)
    house = House(setting.stores, town, jar, per_second=0)
    try:
        house.gather(setting)
        rates, memory = [], []
        for round_ in range(5):
            seconds, *_ = house.send(f"as fast as it goes {round_}", 120)
            memory.append(house.server.programs[0].memory())
            setting.say(f"{FOLLOWERS / seconds:,.0f} sends a second")
            if round_ >= 2:
                rates.append(FOLLOWERS / seconds)
        return {"rates": rates, "resident": memory}
    finally:
        house.stop()


def _limited(setting: Setting, town: "Town", jar: str) -> dict:
    """Telegram's limits, kept by the simulator as strictly as by Telegram; meanwhile somebody taps twice a second."""
    town.limit(LIMIT, 1)
    house = House(setting.stores, town, jar, per_second=LIMIT)
    try:
        talk = Talk(town)
        before = house.server.programs[0].memory()
        talk.start()
        seconds, others, floods = house.send("within the limits", 900)
        waits = talk.end()
        found = {
            "copies": FOLLOWERS / seconds,
            "rate": (FOLLOWERS + others) / seconds,
            "floods": floods,
            "taps": len(waits),
            "tap p50": statistics.median(waits),
            "tap p99": sorted(waits)[int(len(waits) * 0.99)],
            "tap worst": max(waits),
            "resident": [before, house.server.programs[0].memory()],
        }
        setting.say(f"{found['rate']:.2f} sends a second, {floods} floods, p99 of taps {found['tap p99']:.2f} s")
        return found
    finally:
        house.stop()


class Town:
    """The simulator: its people, its limits, its account of all calls."""

    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}"
        self._port = port

    def settle(self) -> None:
        """Everybody has written to the bot once, so that it may write to them; what they wrote is thrown away."""
        self.ask("POST", "/simulator/bots", {"username": "servant_bot", "token": TOKEN})
        self.each(range(1, FOLLOWERS + TALKERS + 1), lambda number: ("POST", "/simulator/messages", {
            "bot": "servant_bot", "from": {"id": number, "first_name": "Ann"}, "text": "hello"}))
        self.ask("POST", f"/bot{TOKEN}/deleteWebhook", {"drop_pending_updates": True})

    def limit(self, per_second: int, per_chat: int) -> None:
        self.ask("POST", "/simulator/limits",
                 {"messages_per_second": per_second, "per_chat_per_second": per_chat, "per_group_per_minute": 0})

    def sends(self, since: int) -> list[dict]:
        return self.ask("GET", f"/simulator/calls?bot=servant_bot&method=sendMessage&since={since}")

    def last(self) -> int:
        calls = self.ask("GET", "/simulator/calls")
        return calls[-1]["seq"] if calls else 0

    def ask(self, method: str, path: str, body: dict | None = None) -> object:
        return ask(self.url + path, method, body)

    def each(self, numbers: range, make) -> None:
        many(self._port, numbers, make)


class House:
    """One server as the image starts it, and the bots in a process of their own."""

    def __init__(self, stores: Stores, town: Town, jar: str, per_second: int):
        self._town = town
        self.server = _Server(stores, town, per_second)
        self.server.add()
        health = free_port()
        self._bot = Program("broadcast-bot", [JAVA, *shipped_options(), "-jar", jar, "bot"], {
            **OTHERS,
            "SERVANT_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": town.url,
            "SERVER_HOST": self.server.url(""),
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(stores.redis_port),
            "BOT_MESSAGES_PER_SECOND": str(per_second),
            "HEALTH_PORT": str(health),
        })
        self._bot.await_answer(f"http://127.0.0.1:{health}/health/ready")

    def gather(self, setting: Setting) -> None:
        many(self.server.ports[0], range(1, FOLLOWERS + 1),
             lambda number: ("POST", "/api/v1/broadcast/users", {"chat_id": number}))
        setting.say(f"{FOLLOWERS:,} followers")

    def send(self, text: str, limit: float) -> tuple[float, int, int]:
        """By the simulator's account: seconds from the first copy to the last, how many other messages the bot sent in
        that time, and how many calls were refused as floods."""
        since = self._town.last()
        message = ask(self.server.url("/api/v1/broadcast/messages"), "POST", {"text": text})["id"]
        deadline = time.monotonic() + limit
        while not (shown := ask(self.server.url(f"/api/v1/broadcast/messages/{message}"), "GET"))["finished"]:
            if time.monotonic() > deadline:
                raise Failed(f"Message {message} isn't finished after {limit} s: {shown['counts']}")
            time.sleep(1)
        if shown["counts"] != {"sent": FOLLOWERS}:
            raise Failed(f"Message {message} ended as {shown['counts']}: {shown['errors']}")
        calls = self._town.sends(since)
        sent = [call for call in calls if call["status"] == 200]
        copies = [_time(call) for call in sent if int(call["chat_id"]) <= FOLLOWERS]
        if len(copies) != FOLLOWERS:
            raise Failed(f"The simulator knows of {len(copies)} copies.")
        first, last = min(copies), max(copies)
        others = sum(int(call["chat_id"]) > FOLLOWERS and first <= _time(call) <= last for call in sent)
        return last - first, others, sum(call["status"] == 429 for call in calls)

    def stop(self) -> None:
        self._bot.stop()
        self.server.stop()


class _Server(Postwall):
    """Sends through the simulator. Its database stays between the rounds: those who follow do."""

    def __init__(self, stores: Stores, town: Town, per_second: int):
        super().__init__(stores, "broadcast")
        self._settings = {"TELEGRAM_API_URL": town.url, "BOT_MESSAGES_PER_SECOND": str(per_second)}

    def environment(self) -> dict[str, str]:
        return self._settings


class Talk(threading.Thread):
    """Somebody else every half second says something to the bot; how long each waits for the answer, in seconds."""

    def __init__(self, town: Town):
        super().__init__(daemon=True)
        self._town = town
        self._over = threading.Event()
        self._since = town.last()
        self._asked: dict[int, list[float]] = {}

    def run(self) -> None:
        number = 0
        while not self._over.wait(0.5):
            person = FOLLOWERS + 1 + number % TALKERS
            number += 1
            self._asked.setdefault(person, []).append(time.time())
            self._town.ask("POST", "/simulator/messages",
                           {"bot": "servant_bot", "from": {"id": person, "first_name": "Bob"}, "text": "/start"})

    def end(self) -> list[float]:
        self._over.set()
        self.join()
        time.sleep(2)
        answers: dict[int, list[float]] = {}
        for call in self._town.sends(self._since):
            if int(call["chat_id"]) > FOLLOWERS and call["status"] == 200:
                answers.setdefault(int(call["chat_id"]), []).append(_time(call))
        waits = []
        for person, asked in self._asked.items():
            answered = answers.get(person, [])
            if len(answered) != len(asked):
                raise Failed(f"{len(asked)} questions got {len(answered)} answers.")
            waits += [answer - question for question, answer in zip(asked, answered)]
        return waits


def _time(call: dict) -> float:
    return datetime.fromisoformat(call["at"].replace("Z", "+00:00")).timestamp()


def ask(url: str, method: str, body: dict | None = None) -> object:
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def many(port: int, numbers: range, make) -> None:
    """The same request for each number, over eight connections."""

    def some(part: range) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in part:
            method, path, body = make(number)
            connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 200:
                raise Failed(f"{path} is answered {answer.status}: {said[:200]}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(some, [numbers[start::8] for start in range(8)]))
