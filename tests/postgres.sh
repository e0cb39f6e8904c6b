#!/usr/bin/env bash
# A throwaway PostgreSQL cluster for tests, reached by a socket in its own folder and by nothing else.
#   tests/postgres.sh start FOLDER   makes it if needed, starts it and prints its address
#   tests/postgres.sh stop FOLDER    stops it in an orderly way
#   tests/postgres.sh kill FOLDER    stops it as a crash would
set -euo pipefail
verb=${1:-}
folder=${2:-}
[ -n "$folder" ] || { sed -n '2,5p' "$0" >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 3; }
# The server refuses to run as root.
as=()
[ "$(id -u)" -ne 0 ] || as=(runuser -u postgres --)

case "$verb" in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    if [ ! -f "$folder/data/PG_VERSION" ]; then
      "${as[@]}" "$bin/initdb" -D "$folder/data" -U algometer -A trust -E UTF8 --locale C.UTF-8 --no-sync >/dev/null
    fi
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start \
      -o "-k '$folder' -c listen_addresses='' -c fsync=off -c max_connections=200 -c unix_socket_permissions=0777"
    chmod 755 "$folder"
    echo "postgres://algometer@/postgres?host=$folder"
    ;;
  stop) "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -s -m fast stop ;;
  kill) "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -s -m immediate stop ;;
  *) sed -n '2,5p' "$0" >&2; exit 2 ;;
esac
