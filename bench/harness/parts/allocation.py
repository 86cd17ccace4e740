"""Bytes that an event loop allocates per request, by the JVM's own account of its threads."""

import re
import subprocess
from pathlib import Path

from ..load import wrk
from ..setting import Setting
from ..systems import JAVA, Bare, Postwall, System

UNITS = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def measure(setting: Setting) -> dict:
    postwall, bare = setting.opened(Postwall(setting.stores)), setting.opened(Bare())
    postwall.add()
    setting.bare_process(bare)
    found = {}
    for system in (postwall, bare):
        name = system.name
        # The account is kept in whole megabytes: these processes are new, so it begins small.
        wrk(system.url(), 10)
        before, cpu = _allocated(system), system.programs[0].cpu()
        load = wrk(system.url(), 6)
        found[name] = {
            "bytes": (_allocated(system) - before) / load.requests,
            "cpu microseconds": (system.programs[0].cpu() - cpu) * 1e6 / load.requests,
        }
        setting.say(f"{name}: {found[name]}")
        system.stop()
    return found


def _allocated(system: System) -> float:
    """Bytes so far, of the busiest event loop."""
    jcmd = str(Path(JAVA).with_name("jcmd")) if "/" in JAVA else "jcmd"
    threads = subprocess.run(
        [jcmd, str(system.programs[0].pid), "Thread.print", "-e"], capture_output=True, text=True, check=True).stdout
    loops = re.findall(r'^"vert\.x-eventloop[^\n]* allocated=([\d.]+)([BKMG])', threads, re.MULTILINE)
    return max(float(number) * UNITS[unit] for number, unit in loops)
