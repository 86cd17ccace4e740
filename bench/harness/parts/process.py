"""The server as a process: how soon it is ready, and what it holds after a busy time."""

from ..load import wrk
from ..setting import Setting
from ..systems import Postwall

STARTS = 5


def measure(setting: Setting) -> dict:
    assert setting.postwall
    starts = []
    for _ in range(STARTS):
        postwall = Postwall(setting.stores)
        starts.append(postwall.add())
        if len(starts) < STARTS:
            postwall.stop()
    setting.say("ready after " + ", ".join(f"{seconds:.2f} s" for seconds in starts))
    wrk(postwall.url(), 10)
    wrk(postwall.url(), 10, "mix")
    wrk(postwall.url(), 5, "depth")
    resident = postwall.programs[0].memory()
    postwall.stop()
    setting.say(f"{resident / 1e6:.0f} MB resident after the load")
    return {"starts": starts, "resident": resident}
