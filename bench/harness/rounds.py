"""Measuring in turns: A B C, A B C, so that a machine whose speed drifts drifts for all."""

from collections.abc import Callable
from statistics import median

from .load import Load

ROUNDS = 5
SECONDS = 3


def in_turns(systems: dict[str, Callable[[], Load]], say: Callable[[str], None], rounds: int = ROUNDS) -> dict:
    """For each system the rates of its rounds, and the medians of its latencies."""
    loads: dict[str, list[Load]] = {name: [] for name in systems}
    for _ in range(rounds):
        for name, measure in systems.items():
            loads[name].append(measure())
        say(", ".join(f"{name} {taken[-1].rate:,.0f}/s" for name, taken in loads.items()))
    return {
        name: {
            "rates": [load.rate for load in taken],
            "p50": median(load.p50 for load in taken),
            "p99": median(load.p99 for load in taken),
        }
        for name, taken in loads.items()
    }


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of each round."""
    return median(our / their for our, their in zip(ours, theirs))
