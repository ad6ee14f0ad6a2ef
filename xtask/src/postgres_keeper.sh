# A PostgreSQL cluster in a temporary folder, kept for whoever holds the other end of its input. Arguments: folder of programs, port,
# fsync (on or off). The input's first line is the password, then a word a line, each answered by a line:
#   start  starts the server and waits until it answers: "ready", or the reason why not
#   kill   takes the server's first process away, as by a failure; the others notice: "gone"
#   stop   stops the server at once, without tidying: "gone"
# When its input ends, however that comes, the server is stopped and its files go.
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

failed() {
    tail -n 5 "$home/log" | tr '\n' ' '
    echo
}

start() {
    tries=0
    while [ $tries -lt 600 ]; do
        if [ -z "$server" ] || ! kill -0 "$server" 2>/dev/null; then
            # Processes of a killed server may still be about: then this one gives up and is started again, a few times.
            starts=$((starts + 1))
            [ $starts -gt 100 ] && break
            # Input from nothing: the pipe's end belongs to the reading of words alone.
            "$programs/postgres" -D "$home/data" -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories= \
                -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=2GB -c fsync="$fsync" \
                -c full_page_writes="$fsync" </dev/null >>"$home/log" 2>&1 &
            server=$!
        fi
        if "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && kill -0 "$server" 2>/dev/null; then
            echo ready
            return
        fi
        tries=$((tries + 1))
        sleep 0.1
    done
    failed
}

end() {
    kill "-$1" "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    echo gone
}

printf '%s' "$password" >"$home/password"
if ! "$programs/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" --auth=password \
    --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1; then
    failed
    exit 1
fi
rm -f "$home/password"
while read -r word; do
    starts=0
    case $word in
    start) start ;;
    kill) end KILL ;;
    stop) end QUIT ;;
    *) echo "unknown word: $word" ;;
    esac
done
