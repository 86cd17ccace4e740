"""What the parts can do by themselves: Redis with the bytes of a page, MongoDB's driver with journalled writes."""

import subprocess
from statistics import median

from ..setting import Setting
from ..systems import JAVA, class_path, shipped_options

ROUNDS = 2
PAGE = 3_800


def measure(setting: Setting) -> dict:
    redis = [_redis(setting) for _ in range(ROUNDS)]
    inserts = {str(batch): [_inserts(setting, batch) for _ in range(ROUNDS)] for batch in (1, 64, 500)}
    setting.say(f"Redis GET {median(redis):,.0f}/s; inserts "
                + ", ".join(f"{median(rates):,.0f}/s in batches of {batch}" for batch, rates in inserts.items()))
    return {"redis": redis, "inserts": inserts}


def _redis(setting: Setting) -> float:
    said = setting.stores.redis.exec(
        "redis-benchmark", "-p", str(setting.stores.redis_port), "-t", "set,get", "-c", "64", "-n", "100000",
        "-d", str(PAGE), "--csv")
    setting.stores.redis_cli("DEL", "key:__rand_int__")
    (get,) = (line for line in said.splitlines() if line.startswith('"GET"'))
    return float(get.split(",")[1].strip('"'))


def _inserts(setting: Setting, batch: int) -> float:
    done = subprocess.run(
        [JAVA, *shipped_options(), "-cp", class_path("bench/target/classes", "bench/target/dependency/*.jar"),
         "org.postwall.bench.RawInserts", setting.stores.mongo_uri("bench_raw"), str(batch), "3"],
        capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])
