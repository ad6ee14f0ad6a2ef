# Arguments: folder of programs, port, fsync (on or off). Its input's first line is the password. Says "ready" once the server answers, then keeps it until
# its input ends, then stops it and removes its files. A first line other than "ready" is the reason for a failure.
set -u
programs=$1 port=$2 fsync=$3
read -r password || exit 1
home=$(mktemp -d "${TMPDIR:-/tmp}/hanse-postgres.XXXXXX") || { echo "no temporary folder"; exit 1; }
server=
leave() {
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    fi
    rm -rf "$home"
}
trap leave EXIT
trap 'exit 1' INT TERM HUP

printf '%s' "$password" >"$home/password"
if ! "$programs/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" --auth=password \
    --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1; then
    tr '\n' ' ' <"$home/log"
    exit 1
fi
rm -f "$home/password"
# Input from nothing: the pipe's end belongs to the wait below alone.
"$programs/postgres" -D "$home/data" -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories= \
    -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=2GB -c fsync="$fsync" -c full_page_writes="$fsync" \
    </dev/null >"$home/log" 2>&1 &
server=$!
tries=0
until "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
        tr '\n' ' ' <"$home/log"
        exit 1
    fi
    sleep 0.1
done
echo ready
exec >/dev/null
cat >/dev/null
