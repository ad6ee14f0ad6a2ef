# A PostgreSQL cluster that can be killed. Arguments: folder of programs, port. Its input's first line is the password, then a word
# a line, each answered by a line: start, kill (the server's first process is taken away, as by a failure; the others notice), stop
# (at once, without tidying). When its input ends, the cluster and its files go.
set -u
programs=$1 port=$2
read -r password || exit 1
home=$(mktemp -d "${TMPDIR:-/tmp}/hanse-cluster.XXXXXX") || { echo "no temporary folder"; exit 1; }
server=
leave() {
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    fi
    rm -rf "$home"
}
trap leave EXIT
trap 'exit 1' INT TERM HUP

start() {
    tries=0
    while [ $tries -lt 600 ]; do
        if [ -z "$server" ] || ! kill -0 "$server" 2>/dev/null; then
            # Processes of the killed server may still be about: then this one gives up and is started again.
            "$programs/postgres" -D "$home/data" -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories= \
                -c max_connections=100 -c fsync=on -c synchronous_commit=on </dev/null >>"$home/log" 2>&1 &
            server=$!
        fi
        if "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && kill -0 "$server" 2>/dev/null; then
            echo ready
            return
        fi
        tries=$((tries + 1))
        sleep 0.1
    done
    tail -n 5 "$home/log" | tr '\n' ' '
    echo
}

printf '%s' "$password" >"$home/password"
if ! "$programs/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" --auth=password \
    --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1; then
    tr '\n' ' ' <"$home/log"
    exit 1
fi
rm -f "$home/password"
while read -r word; do
    case $word in
    start) start ;;
    kill)
        kill -KILL "$server"
        wait "$server" 2>/dev/null
        echo gone
        ;;
    stop)
        kill -QUIT "$server"
        wait "$server" 2>/dev/null
        echo gone
        ;;
    esac
done
