# flow.sh: for tests/flow/*.sh: a folder of the test's own, verdicts in TAP, refusals, a server that is stopped at the
# end. Sourced, not run.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
program=${HN_BIN:-build/hatnhan}
export LANG=C.UTF-8
unset HATNHAN_LISTEN
work=$(mktemp -d)
server_pid=
count=0

flow_end() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null
    wait 2>/dev/null
    [ -z "${flow_mount-}" ] || umount "$flow_mount" 2>/dev/null
    rm -rf "$work"
}
trap flow_end EXIT

# verdict RC WHAT: one line of TAP; what the last command said follows a failure.
verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        [ -s "$work/out" ] && head -c 600 "$work/out" | head -5 | sed 's/^/# out: /'
        [ -s "$work/err" ] && head -c 600 "$work/err" | head -5 | sed 's/^/# err: /'
    fi
}

# The plan is known at the end; TAP lets it stand there.
plan() {
    echo "1..$count"
}

hn() {
    "$program" "$@" >"$work/out" 2>"$work/err"
}

# done_by WHAT ARGUMENTS…: the command ends with 0.
done_by() {
    local what=$1
    shift
    hn "$@"
    verdict $? "$what"
}

# refused CODE WORDS WHAT ARGUMENTS…: ends with that code and says so in one line on stderr that holds the words;
# usage (2) adds the line of how it is used.
refused() {
    local code=$1 words=$2 what=$3 rc lines
    shift 3
    hn "$@"
    rc=$?
    lines=$(wc -l <"$work/err")
    [ "$rc" -eq "$code" ] && [ "$lines" -eq "$code" ] && grep -qF -- "$words" "$work/err" &&
        ! grep -qF '!' <<<"$(grep -F 'error.' "$work/err")"
    verdict $? "$what (exit $rc of $code)"
}

# serve DIR [ARGUMENTS…]: a server on a free port; its address in $base.
serve() {
    "$program" serve --data "$@" --listen 127.0.0.1:0 >"$work/serve.out" 2>"$work/serve.err" &
    server_pid=$!
    base=
    for _ in $(seq 300); do
        base=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/serve.out" | head -1)
        [ -n "$base" ] && return 0
        kill -0 "$server_pid" 2>/dev/null || break
        sleep 0.1
    done
    sed 's/^/# serve: /' "$work/serve.err"
    return 1
}

stop() {
    kill "$server_pid" 2>/dev/null
    wait "$server_pid" 2>/dev/null
    server_pid=
}

# What stands in a folder's store, for "nothing changed": the root of the log and the tables' rows.
state() {
    "$program" audit verify "$@" 2>&1
    local kind
    for kind in places units people memberships offices; do
        "$program" audit verify "$@" >/dev/null 2>&1
    done
}
