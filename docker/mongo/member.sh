#!/bin/bash
# Starts one member of the replica set; the first one also founds it. Members know each other by a key file.
# usage: member.sh first|other
set -eu
umask 077
printf %s "$MONGO_REPLICA_KEY" | sha256sum | cut -d' ' -f1 >/tmp/key
mongod=(mongod --replSet postwall --keyFile /tmp/key --bind_ip_all --port "$MONGO_PORT" --wiredTigerCacheSizeGB "${MONGO_CACHE_GB:-0.25}" --quiet)

if [ "$1" = first ]; then
  (until mongosh --quiet --norc --nodb /postwall/found.js >/dev/null 2>&1; do sleep 2; done; echo "the replica set is complete") &
  exec docker-entrypoint.sh "${mongod[@]}"
fi
# Not by the image's entrypoint: a member that joins must be empty, its accounts come from the first.
exec "${mongod[@]}"
