"""What is measured: Postwall and its peers, each as it would be run."""

import os
import shutil
import subprocess
from pathlib import Path

from .paths import BENCH, CACHE, ROOT
from .processes import Failed, Program, free_port
from .stores import Stores

JAVA = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if "JAVA_HOME" in os.environ else "java"
PAGE = "/api/v1/messages?range=20"


def build() -> None:
    """Compiles what is measured, and lets every peer fetch what it needs."""
    subprocess.run(
        [str(ROOT / "mvnw"), "-q", "-B", "-ntp", "-f", str(ROOT / "pom.xml"), "package", "dependency:copy-dependencies",
         "-pl", "standalone,bench", "-am", "-DincludeScope=runtime", "-Dmaven.test.skip=true",
         "-Dspotless.check.skip=true"],
        check=True)
    for peer in ("fastapi", "fastify"):
        subprocess.run([str(BENCH / "peers" / peer / "prepare")], check=True)
    if not shutil.which("wrk"):
        raise Failed("The bench needs wrk (Debian: apt-get install wrk).")


def shipped_options() -> list[str]:
    """The JVM's options of the images, as in a container of 256 MB; those that name files of the image left out."""
    lines = (ROOT / "docker" / "java.options").read_text().splitlines()
    options = [line for line in lines if line.startswith("-") and "/postwall" not in line and "-Xlog" not in line]
    return ["-XX:MaxRAM=256m", *options]


def class_path(*places: str) -> str:
    jars = [jar for place in places for jar in sorted(ROOT.glob(place))]
    return ":".join(str(jar) for jar in jars if not jar.name.startswith(("telegram-1", "server-1")) or
                    "dependency" not in jar.parts)


SERVER_PATH = ("server/target/server-*.jar", "telegram/target/telegram-*.jar", "server/target/dependency/*.jar")


class System:
    """A running way to keep a wall: one address per process group."""

    name = ""

    def __init__(self):
        self.programs: list[Program] = []
        self.ports: list[int] = []

    def url(self, path: str = PAGE, of: int = 0) -> str:
        return f"http://127.0.0.1:{self.ports[of]}{path}"

    def cpu(self) -> float:
        return sum(program.cpu() for program in self.programs)

    def stop(self) -> None:
        for program in self.programs:
            program.stop()
        self.programs.clear()
        self.ports.clear()

    def _add(self, program: Program, port: int, ready: str) -> float:
        self.programs.append(program)
        self.ports.append(port)
        return program.await_answer(f"http://127.0.0.1:{port}{ready}")


class Postwall(System):
    """Servers of the wall, one process each, as the images start them: same options, class data archive and all."""

    name = "Postwall"

    def __init__(self, stores: Stores, database: str = "postwall"):
        super().__init__()
        self._stores = stores
        self._database = database
        self._archive = CACHE / "server.jsa"

    def command(self, *options: str) -> list[str]:
        archive = [f"-XX:SharedArchiveFile={self._archive}"] if self._archive.exists() else []
        return [JAVA, *shipped_options(), *archive, *options, "-cp", class_path(*SERVER_PATH),
                "org.postwall.server.Main"]

    def add(self, *options: str) -> float:
        """Starts one more; the seconds until it was ready."""
        port = free_port()
        environment = {
            "SERVER_PORT": str(port),
            "API_ACCESS": "open",
            "MONGO_URI": self._stores.mongo_uri(self._database),
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(self._stores.redis_port),
            "MALLOC_ARENA_MAX": "2",
            **self.environment(),
        }
        program = Program(f"postwall-{self._database}-{port}", self.command(*options), environment)
        return self._add(program, port, "/health/ready")

    def environment(self) -> dict[str, str]:
        """Further settings."""
        return {}

    def train(self) -> None:
        """Makes the class data archive, as the build of the image does."""
        archive = self._archive
        newest = max(path.stat().st_mtime for place in SERVER_PATH for path in ROOT.glob(place))
        if archive.exists() and archive.stat().st_mtime > newest:
            return
        archive.unlink(missing_ok=True)
        self.add(f"-XX:ArchiveClassesAtExit={archive}")
        for path in ("/", "/docs", "/openapi.yaml", "/metrics", PAGE):
            subprocess.run(["curl", "-s", "-o", "/dev/null", self.url(path)], check=True)
        self.stop()
        if not archive.exists():
            raise Failed(f"No class data archive was made; see {CACHE / 'logs'}")


class Bare(System):
    """The ceiling: Vert.x alone, with one answer."""

    name = "bare Vert.x"

    def add(self, page: Path, tag: str, piece: int = 24_000, streamed: int = 0) -> None:
        port = free_port()
        command = [JAVA, *shipped_options(), "-cp", class_path("bench/target/classes", "bench/target/dependency/*.jar"),
                   "org.postwall.bench.BareServer", str(port), str(page), tag, str(piece), str(streamed)]
        self._add(Program(f"bare-{port}", command), port, "/")


class Peer(System):
    """A foreign stack that keeps the same wall."""

    def __init__(self, stores: Stores, name: str, folder: str, number: int, **settings: str):
        super().__init__()
        self.name = name
        self.database = f"{folder}{number}"
        self.redis = number
        self._stores = stores
        self._settings = settings
        self._start = BENCH / "peers" / folder / "start"

    def add(self, workers: int = 2) -> None:
        port = free_port()
        environment = {
            "PORT": str(port),
            "WORKERS": str(workers),
            "MONGO_URI": self._stores.mongo_uri(self.database),
            "REDIS_URL": self._stores.redis_url(self.redis),
            **self._settings,
        }
        self._add(Program(f"{self.database}-{port}", [str(self._start)], environment), port, "/api/v1/messages?range=1")


def fastapi(stores: Stores) -> Peer:
    return Peer(stores, "FastAPI", "fastapi", 1)


def fastapi_async(stores: Stores) -> Peer:
    """The same with coroutines and the asynchronous clients: how the stack would be written anew."""
    return Peer(stores, "FastAPI, async", "fastapi", 3, ENDPOINTS="async")


def fastify(stores: Stores) -> Peer:
    return Peer(stores, "Fastify", "fastify", 2)
