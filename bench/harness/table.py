"""The result as a page of Markdown: every goal beside what was measured."""

from dataclasses import dataclass
from statistics import median

from .rounds import ratio

OURS, BARE, FASTIFY, FASTAPI = "Postwall", "bare Vert.x", "Fastify", "FastAPI"


@dataclass(frozen=True)
class Goal:
    """One demand. `value` is what was measured, `at_least` or `at_most` what it should be."""

    what: str
    value: float
    shown: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "x"

    @property
    def met(self) -> bool:
        return ((self.at_least is None or self.value >= self.at_least)
                and (self.at_most is None or self.value <= self.at_most))

    def row(self) -> str:
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        return (f"| {self.what} | {bound} {self.unit} | **{number(self.value)} {self.unit}** | "
                f"{'yes' if self.met else '**no**'} | {self.shown} |")


def goals(figures: dict) -> list[Goal]:
    parts = figures["parts"]
    found: list[Goal] = []
    if "reads" in parts:
        found += _against("cached page of 20", parts["reads"]["cached"], {FASTAPI: 35, FASTIFY: 2.8, BARE: 0.85})
        found += _against("page at random depth, 10,000 posts", parts["reads"]["depth"], {FASTAPI: 30, FASTIFY: 40})
    if "writes" in parts:
        found += _against("POST acknowledged, journalled", parts["writes"]["posts"], {FASTAPI: 25, FASTIFY: 3})
        found += _against("95 % reads, 5 % posts", parts["writes"]["mix"], {FASTAPI: 30, FASTIFY: 3.5})
    if "nginx" in parts:
        found += _against("cached page through nginx, 2 servers", parts["nginx"]["cached"],
                          {BARE: 0.85, FASTIFY: 2, FASTAPI: 18})
    if FASTAPI in parts.get("latency", {}):
        taken = parts["latency"][FASTAPI]
        found.append(Goal("our p99 at FastAPI's best rate against its p50", taken["our p99"] / taken["p50"],
                          f"{taken['our p99']:.2f} ms against {taken['p50']:.1f} ms, at {taken['our rate']:,.0f} "
                          f"and {taken['rate']:,.0f} requests/s", at_most=0.1))
    if "deep" in parts:
        found += _deep(parts["deep"])
    if "process" in parts:
        taken = parts["process"]
        found.append(Goal("server: start to ready", median(taken["starts"]), _spread(taken["starts"], "s", 2),
                          at_most=1.5, unit="s"))
        found.append(Goal("server: resident memory after the load", taken["resident"] / 1e6, "", at_most=200, unit="MB"))
    if "broadcast" in parts:
        found += _broadcast(parts["broadcast"])
    return found


def _broadcast(taken: dict) -> list[Goal]:
    lifted, limited = taken["lifted"], taken["limited"]
    first, last = lifted["resident"][0], lifted["resident"][-1]
    return [
        Goal("message to 10,000, limits lifted", median(lifted["rates"]), _spread(lifted["rates"], "", 0),
             at_least=1000, unit="sends/s"),
        Goal("the same, resident memory after five against after one", last / first,
             f"{last / 1e6:.0f} against {first / 1e6:.0f} MB", at_most=1.2),
        Goal("message to 10,000 at 30/s: all that the bot sends", limited["rate"],
             f"{limited['copies']:.1f} copies a second, the rest are answers to people who talk to the bot",
             at_least=29, unit="sends/s"),
        Goal("meanwhile: calls answered 429", limited["floods"], "", at_most=0, unit="calls"),
        Goal("meanwhile: p99 of answers to people", limited["tap p99"],
             f"{limited['taps']} asked; median {limited['tap p50']:.2f} s, worst {limited['tap worst']:.2f} s",
             at_most=1, unit="s"),
    ]


def _against(what: str, taken: dict, least: dict[str, float]) -> list[Goal]:
    ours = taken[OURS]["rates"]
    return [
        Goal(f"{what}, against {name}", ratio(ours, taken[name]["rates"]),
             f"{median(ours):,.0f} against {median(taken[name]['rates']):,.0f} requests/s", at_least=bound)
        for name, bound in least.items()
    ]


def _deep(taken: dict) -> list[Goal]:
    near, deep = median(taken["near ms"]), median(taken["deep ms"])
    return [
        Goal("uncached page at depth 1,000,000 against depth 0", deep / near, f"{deep:.2f} ms against {near:.2f} ms",
             at_most=1.3),
        Goal("GET of 1,010,000 posts: growth of the heap", taken["heap growth"] / 1e6,
             f"{taken['bytes'] / 1e6:,.0f} MB sent; garbage not yet collected is counted; "
             f"first byte after {taken['first byte ms']:.1f} ms; {taken['resident'] / 1e6:,.0f} MB resident",
             at_most=64, unit="MB"),
        Goal("GET of 1,010,000 posts: bytes/s against bare Vert.x", ratio(taken["rates"], taken["bare rates"]),
             f"{median(taken['rates']) / 1e6:,.0f} against {median(taken['bare rates']) / 1e6:,.0f} MB/s", at_least=0.5),
    ]


def render(date: str, figures: dict) -> str:
    lines = [f"# Postwall beside its peers, {date}", ""]
    lines += [f"- {line}" for line in figures.get("machine", [])]
    lines += [
        "- wrk, one thread, 64 connections; rounds in turns, medians of the ratios of each round; printed by `bench/run`",
        "",
        "| what | goal | measured | met | figures |",
        "|---|---|---|---|---|",
    ]
    lines += [goal.row() for goal in goals(figures)]
    lines += ["", *_rates(figures["parts"]), *_others(figures["parts"])]
    return "\n".join(lines) + "\n"


def _rates(parts: dict) -> list[str]:
    lines = ["## Rates and latencies", "",
             "| load | system | requests/s: median (least to most) | p50 | p99 |", "|---|---|---|---|---|"]
    named = (("reads", "cached", "cached page of 20"), ("reads", "depth", "page at random depth"),
             ("writes", "posts", "journalled post"), ("writes", "mix", "95 % reads, 5 % posts"),
             ("nginx", "cached", "cached page through nginx"))
    for part, kind, what in named:
        for name, taken in parts.get(part, {}).get(kind, {}).items():
            lines.append(f"| {what} | {name} | {_spread(taken['rates'], '', 0)} | {taken['p50']:.2f} ms | "
                         f"{taken['p99']:.2f} ms |")
    for name, taken in parts.get("latency", {}).items():
        lines.append(f"| cached page at its best rate | {name} | {taken['rate']:,.0f} | {taken['p50']:.2f} ms | "
                     f"{taken['p99']:.2f} ms |")
        lines.append(f"| the same rate | Postwall | {taken['our rate']:,.0f} | {taken['our p50']:.2f} ms | "
                     f"{taken['our p99']:.2f} ms |")
    return [*lines, ""]


def _others(parts: dict) -> list[str]:
    lines = []
    looked = [(part, taken["looked"], taken["stale"]) for part, taken in parts.items() if "looked" in taken]
    if looked:
        lines += ["## Read-your-write, checked meanwhile", "",
                  "While Postwall was measured, somebody posted through a second server and then read through the first: "
                  + "; ".join(f"{part}: {stale} stale of {many}" for part, many, stale in looked) + ".", ""]
    if "scale" in parts:
        lines += ["## From one server to four", "",
                  "Processor time of all servers per request, behind nginx; the cores stay two, so the rate can't grow.", "",
                  "| servers | page | post | 95/5 mix |", "|---|---|---|---|"]
        for servers, kinds in parts["scale"].items():
            lines.append(f"| {servers} | " + " | ".join(
                f"{taken['cpu microseconds']:.1f} µs ({taken['rate']:,.0f}/s)" for taken in kinds.values()) + " |")
        lines.append("")
    if "allocation" in parts:
        lines += ["## Allocation", "", "Of the event loop, per cached page, by the JVM's account of its threads:", ""]
        lines += [f"- {name}: {taken['bytes']:,.0f} bytes, {taken['cpu microseconds']:.1f} µs of processor time"
                  for name, taken in parts["allocation"].items()]
        lines.append("")
    if "bot" in parts:
        lines += ["## Bot", "",
                  f"People who turn pages, through simulator, poller, server and back: {parts['bot']['taps']:,.0f} taps/s, "
                  f"{parts['bot']['bot cpu microseconds']:,.0f} µs of the bot's processor time each.", ""]
    if "limits" in parts:
        taken = parts["limits"]
        lines += ["## Limits of the parts", "",
                  f"- Redis, GET of 3.8 KB by redis-benchmark with 64 clients: {median(taken['redis']):,.0f}/s"]
        lines += [f"- MongoDB's Java driver, journalled insertMany one after the other, {batch} at a time: "
                  f"{median(rates):,.0f} posts/s" for batch, rates in taken["inserts"].items()]
        lines.append("")
    return lines


def _spread(values: list[float], unit: str, digits: int) -> str:
    parts = [f"{value:,.{digits}f}" for value in (median(values), min(values), max(values))]
    return f"{parts[0]} ({parts[1]} to {parts[2]}) {unit}".strip()


def number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
