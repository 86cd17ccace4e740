"""The newest page through the nginx that Postwall ships, two processes behind it."""

from .. import nginx
from ..load import wrk
from ..probe import Witness
from ..rounds import SECONDS, in_turns
from ..setting import Setting
from ..systems import Bare, fastapi, fastify


def measure(setting: Setting) -> dict:
    bare = setting.opened(Bare())
    setting.bare_process(bare)
    setting.bare_process(bare)
    behind = [
        setting.postwall,
        bare,
        setting.peer(fastify, processes=2, workers=1),
        setting.peer(fastapi, processes=2, workers=1),
    ]
    doors = {system.name: setting.opened(nginx.Nginx(system)) for system in behind}
    # Its second server has answered a witness only.
    wrk(setting.postwall.url(of=1), 10)
    for door in doors.values():
        wrk(door.url(), 5)
    setting.say("cached page through nginx, two servers")
    with Witness(setting.postwall, writer=1, reader=0) as witness:
        cached = in_turns({name: lambda it=door: wrk(it.url(), SECONDS) for name, door in doors.items()}, setting.say)
    return {"cached": cached, "looked": witness.looked, "stale": witness.stale}
