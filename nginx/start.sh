#!/bin/sh
# Runs nginx, and keeps its list of servers true: every address that the name `server` has, less those that say they are
# not ready (stopping, say). So scaling, restarts and new versions need no hand here.
set -eu
run=/run/postwall
here=/etc/nginx/postwall

addresses() {
  getent ahostsv4 server | cut -d' ' -f1 | sort -u
}

# Of the addresses given, those whose server is ready; all if none is, so that clients get the servers' own answer.
ready() {
  set -- $1
  asked=
  for address in "$@"; do asked="$asked -o /dev/null http://$address:8000/health/ready"; done
  # shellcheck disable=SC2086
  curl -s -Z -m 2 -w '%{http_code} %{urlnum} %{url}\n' $asked 2>/dev/null | sed -n 's|^200 .*http://\(.*\):8000/.*|\1|p' | sort -u
}

upstream() {
  echo "upstream servers {"
  echo "  zone servers 128k;"
  echo "  least_conn;"
  # A server that fails once is left alone for a second.
  for address in $1; do echo "  server $address:8000 max_fails=1 fail_timeout=1s;"; done
  if [ -z "$1" ]; then echo "  server 127.0.0.1:9;"; fi
  # Shorter than the servers keep their side: a request never meets a closing door.
  echo "  keepalive 64;"
  echo "  keepalive_timeout 60s;"
  echo "  keepalive_requests 1000000;"
  echo "}"
}

# Requests per second and address. As many again may come at once.
limits() {
  reads=${READS_PER_SECOND:-2000} writes=${WRITES_PER_SECOND:-1000}
  cat >$run/zones.conf <<END
limit_req_zone \$reader zone=reads:10m rate=${reads}r/s;
limit_req_zone \$writer zone=writes:10m rate=${writes}r/s;
END
  cat >$run/limits.conf <<END
limit_req zone=reads burst=$reads nodelay;
limit_req zone=writes burst=$writes nodelay;
END
}

look() {
  there=$(addresses) || there=
  if [ -n "$there" ]; then
    up=$(ready "$there") || up=
    upstream "${up:-$there}" >$run/upstream.new
  else
    upstream "" >$run/upstream.new
  fi
}

# A container's soft limit of open files may be 1024; each connection takes one or two.
ulimit -n "$(ulimit -Hn)" || true

limits
look
mv $run/upstream.new $run/upstream.conf
nginx -c $here/nginx.conf -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT $nginx; wait $nginx; exit' QUIT TERM INT

while kill -0 $nginx 2>/dev/null; do
  sleep 1 &
  wait $! || true
  look
  if ! cmp -s $run/upstream.new $run/upstream.conf; then
    mv $run/upstream.new $run/upstream.conf
    echo "servers: $(sed -n 's/^  server \([^ ;]*\).*/\1/p' $run/upstream.conf | paste -sd' ' -)" >&2
    kill -HUP $nginx
  fi
done
wait $nginx
