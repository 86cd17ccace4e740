"""MongoDB and Redis for the time of one run: real ones, in containers, with nothing of anybody else's."""

import os
import shutil
import subprocess
import time

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from .processes import Failed, free_port

MONGO_IMAGE = os.environ.get("MONGO_IMAGE", "mongo:6.0.5")
REDIS_IMAGE = os.environ.get("REDIS_IMAGE", "redis:8.0")
NGINX_IMAGE = os.environ.get("NGINX_IMAGE", "nginx:1.26")


def docker(*arguments: str) -> str:
    if not shutil.which("docker"):
        raise Failed("The bench needs Docker, for MongoDB, Redis and nginx.")
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"docker {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


class Container:
    """A container on the network of this machine; removed when it is stopped."""

    def __init__(self, *arguments: str):
        self.id = docker("run", "--detach", "--rm", "--network", "host", *arguments)

    def exec(self, *command: str) -> str:
        return docker("exec", self.id, *command)

    def stop(self) -> None:
        docker("rm", "--force", "--volumes", self.id)


class Stores:
    """Both of them. MongoDB journals to its volume; Redis keeps nothing on the disk."""

    def __init__(self):
        self.mongo_port = free_port()
        self.redis_port = free_port()
        self._mongo = Container(
            MONGO_IMAGE, "mongod", "--port", str(self.mongo_port), "--bind_ip", "127.0.0.1",
            "--wiredTigerCacheSizeGB", "1")
        self.redis = Container(
            REDIS_IMAGE, "redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no")
        self.client = MongoClient("127.0.0.1", self.mongo_port)
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.client.admin.command("ping")
                return
            except PyMongoError as error:
                if time.monotonic() > deadline:
                    raise Failed(f"MongoDB does not start: {error}") from error

    def mongo_uri(self, database: str) -> str:
        return f"mongodb://127.0.0.1:{self.mongo_port}/{database}"

    def redis_url(self, number: int) -> str:
        return f"redis://127.0.0.1:{self.redis_port}/{number}"

    def redis_cli(self, *command: str) -> str:
        return self.redis.exec("redis-cli", "-p", str(self.redis_port), *command)

    def versions(self) -> str:
        redis = [line for line in self.redis_cli("INFO", "server").splitlines() if line.startswith("redis_version:")]
        return f"MongoDB {self.client.server_info()['version']}, Redis {redis[0].split(':')[1].strip()}"

    def stop(self) -> None:
        self.client.close()
        self._mongo.stop()
        self.redis.stop()
