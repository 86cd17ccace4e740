"""From one server to four: with two cores the work of a request is told by its processor time, not by its rate."""

from .. import nginx
from ..load import wrk
from ..setting import Setting, warm_up
from ..systems import Postwall, System

SERVERS = (1, 2, 4)


def measure(setting: Setting) -> dict:
    assert setting.all
    postwall = setting.postwall
    # The first has been busy before; the others get as much of everything, so that none of them still compiles.
    while len(postwall.ports) < max(SERVERS):
        postwall.add()
    setting.say("warming up the others")
    for number in range(1, len(postwall.ports)):
        warm_up(Some(postwall, number, number + 1), longer=2)
    found = {}
    for servers in SERVERS:
        some = Some(postwall, 0, servers)
        door = setting.opened(nginx.Nginx(some))
        found[str(servers)] = {
            kind: _measured(some, door, script) for kind, script in (("page", ""), ("post", "post"), ("mix", "mix"))
        }
        door.stop()
        setting.say(f"{servers} servers: {found[str(servers)]}")
    return found


class Some(System):
    """Some of the servers that run already; whoever started them stops them."""

    def __init__(self, servers: Postwall, first: int, end: int):
        super().__init__()
        self.name = servers.name
        self.programs = servers.programs[first:end]
        self.ports = servers.ports[first:end]


def _measured(servers: System, door: nginx.Nginx, script: str) -> dict:
    before = servers.cpu()
    load = wrk(door.url(), 4, script)
    return {"cpu microseconds": (servers.cpu() - before) * 1e6 / load.requests, "rate": load.rate}
