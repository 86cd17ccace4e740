"""People who turn pages: each tap goes through the simulator, the bot's poller, the server, and back as an edited message."""

import http.client
import itertools
import json
import time

from ..paths import ROOT
from ..processes import Failed, Program, free_port
from ..setting import Setting
from ..systems import JAVA, shipped_options

PEOPLE = 200
#: Of taps, in seconds, until three JVMs are done compiling.
WARM_UP = 25
SECONDS = 10
IN_FLIGHT = 100
TOKEN = "4242:only-to-be-measured-in-a-simulator"


def measure(setting: Setting) -> dict:
    jar = str(ROOT / "standalone" / "target" / "postwall.jar")
    simulator_port, health_port = free_port(), free_port()
    simulator = Program("simulator", [JAVA, "-Xmx256m", "-jar", jar, "simulator"],
                        {"SIMULATOR_PORT": str(simulator_port)})
    bot = None
    try:
        simulator.await_answer(f"http://127.0.0.1:{simulator_port}/health/live")
        control = Control(simulator_port)
        control.ask("POST", "/simulator/bots", {"username": "wall_bot", "token": TOKEN})
        control.ask("POST", "/simulator/limits",
                    {"messages_per_second": 0, "per_chat_per_second": 0, "per_group_per_minute": 0})
        bot = Program("bot", [JAVA, *shipped_options(), "-jar", jar, "bot"], {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{simulator_port}",
            "SERVER_HOST": setting.postwall.url(""),
            "API_ACCESS": "open",
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(setting.stores.redis_port),
            "BOT_MESSAGES_PER_SECOND": "0",
            "HEALTH_PORT": str(health_port),
        })
        bot.await_answer(f"http://127.0.0.1:{health_port}/health/ready")
        crowd = [Person(control, number) for number in range(1, PEOPLE + 1)]
        setting.say(f"{PEOPLE} people turn pages")
        _tap(control, crowd, WARM_UP)
        cpu = bot.cpu()
        rate = _tap(control, crowd, SECONDS)
        found = {"taps": rate, "bot cpu microseconds": (bot.cpu() - cpu) * 1e6 / (rate * SECONDS)}
        setting.say(f"{rate:,.0f} taps a second")
        return found
    finally:
        if bot:
            bot.stop()
        simulator.stop()


class Control:
    """The simulator's control API, over one connection."""

    def __init__(self, port: int):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._seen = 0
        self.edits = 0

    def ask(self, method: str, path: str, body: dict | None = None) -> object:
        self._connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        said = json.loads(answer.read() or b"null")
        if answer.status != 200:
            raise Failed(f"The simulator answers {method} {path} with {answer.status}: {said}")
        return said

    def count(self) -> int:
        """How many messages the bot has edited so far."""
        calls = self.ask("GET", f"/simulator/calls?bot=wall_bot&method=editMessageText&since={self._seen}")
        if calls:
            self._seen = calls[-1]["seq"]
        if any(call["status"] != 200 for call in calls):
            raise Failed("The bot was refused an edit.")
        self.edits += len(calls)
        return self.edits


class Person:
    """Somebody with the newest page before him, who goes one page further and back, again and again."""

    def __init__(self, control: Control, number: int):
        self.id = 1000 + number
        self._who = {"id": self.id, "first_name": f"Ann {number}"}
        self._control = control
        control.ask("POST", "/simulator/messages", {"bot": "wall_bot", "from": self._who, "text": "/start"})
        self._tap(*self._button("get"))
        older = self._button("older:")
        self._tap(*older)
        newer = self._button("newer:")
        # Back to the first page by its own button; from then on both are known.
        self._tap(*newer)
        self._button("older:", without="newer:")
        self._turns = itertools.cycle((older, newer))

    def turn(self) -> None:
        self._tap(*next(self._turns))

    def _tap(self, message: int, data: str) -> None:
        self._control.ask("POST", "/simulator/taps",
                          {"bot": "wall_bot", "from": self._who, "message_id": message, "data": data})

    def _button(self, beginning: str, without: str = "none") -> tuple[int, str]:
        """Waits for a message that has such a button."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            shown = self._control.ask("GET", f"/simulator/chats/{self.id}/messages?bot=wall_bot")
            for message in shown:
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                datas = [button["callback_data"] for row in rows for button in row]
                if not any(data.startswith(without) for data in datas):
                    for data in datas:
                        if data.startswith(beginning):
                            return message["message_id"], data
            time.sleep(0.01)
        raise Failed(f"The bot showed no button {beginning}")


def _tap(control: Control, crowd: list[Person], seconds: float) -> float:
    """Turns pages, so many at a time that nobody taps before his last tap was answered; edits per second."""
    began, before = time.monotonic(), control.count()
    tapped = before
    for person in itertools.cycle(crowd):
        person.turn()
        tapped += 1
        while tapped - control.edits >= IN_FLIGHT:
            control.count()
        if time.monotonic() - began > seconds:
            break
    rate = (control.count() - before) / (time.monotonic() - began)
    while control.count() < tapped:
        if time.monotonic() - began > seconds + 20:
            raise Failed(f"{tapped - control.edits} taps were never answered.")
    return rate
