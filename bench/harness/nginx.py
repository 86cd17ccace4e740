"""The nginx that Postwall ships, with its own configuration, before whichever servers."""

import shutil
import time

from .paths import CACHE, ROOT
from .processes import Failed, answers, free_port
from .stores import NGINX_IMAGE, Container
from .systems import System


class Nginx(System):
    """The door for the composed system's own parts: the one without limits per address."""

    def __init__(self, behind: System):
        super().__init__()
        self.name = behind.name
        self._folder = CACHE / "nginx" / str(behind.ports[0])
        shutil.rmtree(self._folder, ignore_errors=True)
        run = self._folder / "run"
        run.mkdir(parents=True)
        run.chmod(0o777)
        public, inner = free_port(), free_port()
        shipped = (ROOT / "nginx" / "nginx.conf").read_text()
        (self._folder / "nginx.conf").write_text(
            shipped.replace("listen 8000 ", f"listen 127.0.0.1:{public} ").replace("listen 8001;", f"listen 127.0.0.1:{inner};"))
        (run / "zones.conf").write_text("")
        (run / "limits.conf").write_text("")
        servers = "".join(f"  server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in behind.ports)
        (run / "upstream.conf").write_text(
            f"upstream servers {{\n  zone servers 128k;\n  least_conn;\n{servers}  keepalive 64;\n"
            "  keepalive_timeout 60s;\n  keepalive_requests 1000000;\n}\n")
        self._container = Container(
            "--log-driver", "none",
            "--volume", f"{run}:/run/postwall",
            "--volume", f"{self._folder / 'nginx.conf'}:/etc/nginx/nginx.conf:ro",
            "--volume", f"{ROOT / 'nginx' / 'routes.conf'}:/etc/nginx/postwall/routes.conf:ro",
            NGINX_IMAGE, "nginx", "-g", "daemon off;")
        self.ports.append(inner)
        deadline = time.monotonic() + 20
        while not answers(self.url()):
            if time.monotonic() > deadline:
                raise Failed("nginx does not answer.")
            time.sleep(0.05)

    def stop(self) -> None:
        super().stop()
        self._container.stop()
