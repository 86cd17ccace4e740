"""From one server to four: with two cores the work of a request is told by its processor time, not by its rate."""

from .. import nginx
from ..load import wrk
from ..setting import Setting
from ..systems import Postwall

SERVERS = (1, 2, 4)


def measure(setting: Setting) -> dict:
    assert setting.postwall
    postwall = setting.opened(Postwall(setting.stores))
    found = {}
    for servers in SERVERS:
        while len(postwall.ports) < servers:
            postwall.add()
        for number in range(servers):
            wrk(postwall.url(of=number), 3, "mix")
        door = setting.opened(nginx.Nginx(postwall))
        found[str(servers)] = {
            kind: _measured(postwall, door, script) for kind, script in (("page", ""), ("post", "post"), ("mix", "mix"))
        }
        door.stop()
        setting.say(f"{servers} servers: {found[str(servers)]}")
    postwall.stop()
    return found


def _measured(postwall: Postwall, door: nginx.Nginx, script: str) -> dict:
    before = postwall.cpu()
    load = wrk(door.url(), 4, script)
    return {"cpu microseconds": (postwall.cpu() - before) * 1e6 / load.requests, "rate": load.rate}
