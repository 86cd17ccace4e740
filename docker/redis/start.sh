#!/bin/sh
# Starts Redis with one account, limited to the project's keys and commands; `default` is off. Passwords reach neither
# the command line nor the disk in clear.
set -eu
hash=$(printf %s "$REDIS_PASSWORD" | sha256sum | cut -d' ' -f1)
umask 077
cat >/tmp/redis.conf <<END
port $REDIS_PORT
user default off
user $REDIS_USER on #$hash resetkeys resetchannels ~{wall:* ~postwall:* &postwall:* -@all +ping +get +mget +set +del +eval +evalsha +time +publish +subscribe +unsubscribe
dir /data
appendonly yes
maxmemory ${REDIS_MAXMEMORY:-96mb}
maxmemory-policy volatile-lru
END
exec redis-server /tmp/redis.conf
