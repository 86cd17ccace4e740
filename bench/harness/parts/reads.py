"""The newest page, again and again; and pages at random depth, after a write that emptied every cache."""

from .. import wall
from ..load import Load, wrk
from ..probe import Witness
from ..rounds import SECONDS, in_turns
from ..setting import Setting
from ..systems import System


def measure(setting: Setting) -> dict:
    systems = setting.all
    setting.say("cached page of 20")
    with Witness(setting.postwall, writer=1, reader=0) as witness:
        cached = in_turns({name: lambda it=system: wrk(it.url(), SECONDS) for name, system in systems.items()}, setting.say)
        setting.say("pages at random depth")
        deep = in_turns(
            {name: lambda it=system: _depth(it) for name, system in systems.items() if system is not setting.bare},
            setting.say)
    return {"cached": cached, "depth": deep, "looked": witness.looked, "stale": witness.stale}


def _depth(system: System) -> Load:
    wall.post_once(system)
    return wrk(system.url(), SECONDS, "depth")
