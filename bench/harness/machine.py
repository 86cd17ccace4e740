"""What was measured where: the first lines of every result."""

import os
import platform
import re
import subprocess

import psutil

from .setting import Setting
from .systems import JAVA


def describe(setting: Setting) -> list[str]:
    cores = len(os.sched_getaffinity(0))
    memory = psutil.virtual_memory().total / (1 << 30)
    java = subprocess.run([JAVA, "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    return [
        f"{cores} cores of {_processor()}, {memory:.0f} GiB, Linux {platform.release()}; everything on this one machine, "
        "load included",
        f"{java}; Node.js {node}; Python {platform.python_version()}; {setting.stores.versions()}",
    ]


def _processor() -> str:
    with open("/proc/cpuinfo") as file:
        names = re.findall(r"^model name\s*:\s*(.*)$", file.read(), re.MULTILINE)
    return names[0] if names else platform.processor()
