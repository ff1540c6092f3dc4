#!/usr/bin/env bash
# openapi.sh: proves that /openapi.json of the running program is a valid OpenAPI 3.1 document, that it tells of every
# GET row of `hatnhan routes`, and that the machines' pages answer over a real socket.
set -u
cd "$(dirname "$0")/.."
program=${HN_BIN:-build/hatnhan}
work=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
count=0

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

echo 1..7
"$program" init --data "$work/data" >"$work/init" 2>&1
verdict $? "an empty folder is made"
"$program" serve --data "$work/data" --listen 127.0.0.1:0 >"$work/out" 2>"$work/err" &
pid=$!
for _ in $(seq 100); do
    grep -q 'http://' "$work/out" && break
    sleep 0.1
done
base=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/out" | head -1)
[ "$(curl -s "$base/healthz")" = ok ]
verdict $? "/healthz says ok"
curl -s "$base/metrics" | grep -q '^hatnhan_requests_total{method="GET",route="/healthz",status="200"} 1$'
verdict $? "/metrics has counted it"
[ "$(curl -s -o /dev/null -w '%{http_code}' -H 'X-Forwarded-For: 10.0.0.1' "$base/metrics")" = 403 ]
verdict $? "/metrics refuses what came through a proxy"
curl -s "$base/openapi.json" >"$work/openapi.json"
node --input-type=module - "$work/openapi.json" >"$work/said" <<'JS'
import { Validator } from '@seriousme/openapi-schema-validator'
import { readFileSync } from 'node:fs'
const result = await new Validator().validate(JSON.parse(readFileSync(process.argv[2], 'utf8')))
if (!result.valid) { console.log(JSON.stringify(result.errors, null, 1)); process.exit(1) }
JS
rc=$?
[ $rc = 0 ] || sed 's/^/# /' "$work/said" | head -30
verdict $rc "/openapi.json is a valid document"
"$program" routes | awk '$1 == "GET" { gsub(/:[a-z_]+/, "{&}", $2); gsub(/{:/, "{", $2); print $2 }' >"$work/routes"
missing=$(while read -r path; do grep -qF "\"$path\":{" "$work/openapi.json" || echo "$path"; done <"$work/routes")
[ -s "$work/routes" ] && [ -z "$missing" ]
verdict $? "every GET row is in it ${missing:-}"
kill "$pid" && wait "$pid"
rc=$?
pid=
verdict $rc "SIGTERM ends the server in order"
