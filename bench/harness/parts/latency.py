"""How long an answer takes while no more is asked than the slower peer can bear."""

from statistics import median

from ..load import wrk
from ..setting import Setting

ROUNDS = 3
SECONDS = 3


def measure(setting: Setting) -> dict:
    found = {}
    for name in ("FastAPI", "Fastify"):
        system = setting.all[name]
        best = [wrk(system.url(), SECONDS) for _ in range(ROUNDS)]
        rate = max(load.rate for load in best)
        # A little more than its best: connections wait a little longer than they were told to.
        paced = [wrk(setting.postwall.url(), SECONDS, "paced", RATE=round(rate * 1.1)) for _ in range(ROUNDS)]
        found[name] = {
            "rate": rate,
            "p50": median(load.p50 for load in best),
            "p99": median(load.p99 for load in best),
            "our rate": median(load.rate for load in paced),
            "our p50": median(load.p50 for load in paced),
            "our p99": median(load.p99 for load in paced),
        }
        setting.say(f"at the best rate of {name}: {found[name]}")
    return found
