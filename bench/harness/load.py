"""Load by wrk: one thread, sixty-four connections that each wait for their answer."""

import os
import re
import subprocess
from dataclasses import dataclass

from .paths import BENCH
from .processes import Failed

CONNECTIONS = 64
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What wrk saw. Latencies are in milliseconds."""

    requests: int
    rate: float
    p50: float
    p99: float


def wrk(url: str, seconds: float, script: str = "", connections: int = CONNECTIONS, **settings: object) -> Load:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
    if script:
        command += ["-s", str(BENCH / "wrk" / f"{script}.lua")]
    environment = {
        **os.environ,
        "POST_LUA": str(BENCH / "wrk" / "post.lua"),
        "CONNECTIONS": str(connections),
        **{name: str(value) for name, value in settings.items()},
    }
    done = subprocess.run([*command, url], capture_output=True, text=True, env=environment)
    said = done.stdout
    broken = re.search(r"Non-2xx.*|Socket errors.*", said)
    if done.returncode or broken:
        raise Failed(f"{url} {script}: {broken.group() if broken else done.stderr or said}")
    return Load(
        requests=int(re.search(r"(\d+) requests in", said).group(1)),
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
        p50=_milliseconds(said, "50%"),
        p99=_milliseconds(said, "99%"),
    )


def _milliseconds(said: str, percentile: str) -> float:
    number, unit = re.search(rf"^\s+{percentile}\s+([\d.]+)(us|ms|s|m)\s*$", said, re.MULTILINE).groups()
    return float(number) * UNITS[unit]
