"""Journalled posts; and ninety-five readers to five who post."""

from ..load import wrk
from ..probe import Witness
from ..rounds import SECONDS, in_turns
from ..setting import Setting


def measure(setting: Setting) -> dict:
    systems = {name: system for name, system in setting.all.items() if system is not setting.bare}
    with Witness(setting.postwall, writer=1, reader=0) as witness:
        setting.say("posts")
        posts = in_turns(
            {name: lambda it=system: wrk(it.url(), SECONDS, "post") for name, system in systems.items()}, setting.say)
        setting.say("95 % reads, 5 % posts")
        mix = in_turns(
            {name: lambda it=system: wrk(it.url(), SECONDS, "mix") for name, system in systems.items()}, setting.say)
    return {"posts": posts, "mix": mix, "looked": witness.looked, "stale": witness.stale}
