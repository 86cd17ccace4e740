#!/bin/sh
# Runs nginx, and keeps its list of servers true: once a second it asks DNS which addresses the name `server` has, and each
# address whether it is ready. So scaling, restarts and new versions need no hand here.
set -eu
run=/run/postwall
servers=
missed=

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

addresses() {
  getent ahostsv4 server | cut -d' ' -f1 | sort -u
}

# Per address a line: the address, curl's exit code, the HTTP status.
states() {
  if [ $# -gt 0 ]; then
    for address in "$@"; do
      shift
      set -- "$@" -o /dev/null "http://$address:8000/health/ready"
    done
    curl -s -Z -m 2 -w '%{url} %{exitcode} %{http_code}\n' "$@" 2>/dev/null | sed 's|http://\(.*\):8000/health/ready|\1|'
  fi
}

among() {
  case " $2 " in *" $1 "*) true ;; *) false ;; esac
}

# Sets $up to the servers that should be listed: those that are ready. A listed one that refuses connections stays: nginx
# itself tries another at once, and a restart needs no change. One that is silent, or has lost its name, goes at the second
# look.
look() {
  there=$(addresses | tr '\n' ' ') || there=
  # shellcheck disable=SC2086
  now=$(states $there) || true
  up=
  missing=
  for address in $(printf '%s\n' $servers $there | sort -u); do
    state=$(echo "$now" | sed -n "s/^$address //p")
    case $state in
      "0 200") up="$up $address" ;;
      "0 "*) ;;
      "7 "*) if among "$address" "$servers"; then up="$up $address"; fi ;;
      *)
        if among "$address" "$servers" && ! among "$address" "$missed"; then up="$up $address"; fi
        missing="$missing $address"
        ;;
    esac
  done
  missed=$missing
  # None is ready: then it is for them to say why.
  up=${up:-" ${there% }"}
  up=${up# }
}

write_upstream() {
  {
    echo "upstream servers {"
    echo "  zone servers 128k;"
    echo "  least_conn;"
    # A server that fails once is left alone for a second.
    for address in $servers; do echo "  server $address:8000 max_fails=1 fail_timeout=1s;"; done
    if [ -z "$servers" ]; then echo "  server 127.0.0.1:9;"; fi
    # Shorter than the servers keep their side: a request never meets a closing door.
    echo "  keepalive 64;"
    echo "  keepalive_timeout 60s;"
    echo "  keepalive_requests 1000000;"
    echo "}"
  } >$run/upstream.conf
}

# A reload closes the connections that clients keep, perhaps just when the next request comes. So for a second before,
# answers tell clients that their connection ends (routes.conf).
reload() {
  : >$run/closing
  sleep 1
  write_upstream
  kill -HUP $nginx
  sleep 0.5
  rm -f $run/closing
}

# A container's soft limit of open files may be 1024; each connection takes one or two.
ulimit -n "$(ulimit -Hn)" || true

rm -f $run/closing
limits
look
servers=$up
write_upstream
nginx -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT $nginx; wait $nginx; exit 0' QUIT TERM INT
# So that `nginx -s reload` reaches this script, which knows how to do it without hurting anyone.
until [ "$(cat $run/nginx.pid 2>/dev/null)" = $nginx ] || ! kill -0 $nginx 2>/dev/null; do sleep 0.1; done
echo $$ >$run/nginx.pid
trap 'asked=yes' HUP
asked=no

while kill -0 $nginx 2>/dev/null; do
  sleep 1 &
  wait $! || true
  look
  if [ "$up" != "$servers" ]; then
    servers=$up
    echo "servers: $servers" >&2
    reload
  elif [ $asked = yes ]; then
    asked=no
    reload
  fi
done
wait $nginx
