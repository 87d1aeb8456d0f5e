#!/bin/sh
# Begins PostgreSQL as the official image does, for the part of it that our manifests use.
set -eu

: "${PGDATA:=/var/lib/postgresql/18/docker}" "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
export PGDATA
sockets=/var/run/postgresql
[ -w "$sockets" ] || sockets=/tmp

# Secrets may be given as files: $1 is the variable, $1_FILE where it is written.
from_file() {
    file=$(eval "printf %s \"\${$1_FILE:-}\"")
    [ -z "$file" ] || eval "$1=\$(cat \"\$file\")"
}

initialize() {
    from_file POSTGRES_PASSWORD
    [ -n "${POSTGRES_PASSWORD:-}" ] || { echo "POSTGRES_PASSWORD is needed" >&2; exit 1; }
    mkdir -p "$PGDATA"
    chmod 700 "$PGDATA"
    printf '%s\n' "$POSTGRES_PASSWORD" >"/tmp/password"
    # shellcheck disable=SC2086
    initdb --username="$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 ${POSTGRES_INITDB_ARGS:-}
    rm /tmp/password
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    # Nobody from outside comes in before the scripts are done.
    pg_ctl -w -o "-c listen_addresses='' -c unix_socket_directories=$sockets" start
    export PGHOST=$sockets PGUSER=$POSTGRES_USER
    [ "$POSTGRES_DB" = postgres ] || psql -v ON_ERROR_STOP=1 -d postgres -c "create database \"$POSTGRES_DB\""
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
        *.sql) PGDATABASE=$POSTGRES_DB psql -v ON_ERROR_STOP=1 -f "$script" ;;
        *.sh) PGDATABASE=$POSTGRES_DB POSTGRES_USER=$POSTGRES_USER POSTGRES_DB=$POSTGRES_DB . "$script" ;;
        esac
    done
    pg_ctl -w -m fast stop
    unset PGHOST PGUSER
}

case ${1:-} in
'' | -*) ;;
postgres) shift ;;
*) exec "$@" ;;
esac
[ -s "$PGDATA/PG_VERSION" ] || initialize
exec postgres -c listen_addresses='*' -c unix_socket_directories="$sockets" "$@"
