"""bench/run: measures the parts that were asked for, all of them by default."""

import argparse
import datetime
import json
import signal
import sys
import time

from . import chart, machine, systems, table
from .parts import allocation, bot, broadcast, deep, latency, limits, nginx, process, reads, scale, writes
from .paths import CACHE, RESULTS
from .processes import Failed
from .setting import Setting

PARTS = {
    "reads": reads.measure,
    "writes": writes.measure,
    "latency": latency.measure,
    "allocation": allocation.measure,
    "nginx": nginx.measure,
    "deep": deep.measure,
    "process": process.measure,
    "scale": scale.measure,
    "bot": bot.measure,
    "limits": limits.measure,
}
#: Take too long to be measured unless they are asked for.
LONG = {"broadcast": broadcast.measure}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    arguments.add_argument("parts", nargs="*", choices=[*PARTS, *LONG, []], metavar="part",
                           help=", ".join([*PARTS, *LONG]))
    asked = arguments.parse_args().parts or list(PARTS)
    began = time.monotonic()
    # So that whatever was started is stopped, too, when the bench itself is told to.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {text}", flush=True)

    today = datetime.date.today().isoformat()
    kept = CACHE / f"{today}.json"
    figures = json.loads(kept.read_text()) if kept.exists() else {"parts": {}}
    say("building")
    systems.build()
    setting = Setting(say)
    try:
        figures["machine"] = machine.describe(setting)
        for part in asked:
            say(f"== {part}")
            figures["parts"][part] = (PARTS | LONG)[part](setting)
            kept.write_text(json.dumps(figures))
            _write(today, figures)
    except Failed as failure:
        print(f"bench/run: {failure}", file=sys.stderr)
        return 1
    finally:
        setting.close()
    say("done")
    print(table.render(today, figures))
    return 0


def _write(today: str, figures: dict) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}.md").write_text(table.render(today, figures))
    chart.draw(RESULTS / f"{today}.svg", figures)


if __name__ == "__main__":
    sys.exit(main())
