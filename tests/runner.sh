#!/usr/bin/env bash
# runner.sh: proves that tests/run counts what passed and what failed, and that a program which dies, stops before
# the end of its plan or says nothing is a failure and not a silence.
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# try LABEL STATUS LAST-LINE BODY: tests/run over one program with that body.
try() {
    local label=$1 want=$2 last=$3 said status
    count=$((count + 1))
    rm -rf "$work/tests"
    mkdir -p "$work/tests"
    printf '#!/bin/sh\n%s\n' "$4" >"$work/tests/test_one"
    chmod +x "$work/tests/test_one"
    said=$(HN_TEST_BUILD=$work HN_TEST_NO_PG=1 tests/run "$work/tests/" 2>&1)
    status=$?
    if [ "$status" -eq "$want" ] && [ "$(tail -1 <<<"$said")" = "$last" ]; then
        echo "ok $count - $label"
    else
        echo "not ok $count - $label (status $status)"
        sed 's/^/# /' <<<"$said"
    fi
}

echo 1..9
try "two that pass" 0 "2 passed, 0 failed" 'echo 1..2; echo "ok 1 - a"; echo "ok 2 - b"'
try "one that fails" 1 "1 passed, 1 failed" 'echo 1..2; echo "ok 1 - a"; echo "not ok 2 - b"; exit 1'
try "a death after passing" 1 "1 passed, 1 failed" 'echo "ok 1 - a"; kill -9 $$'
try "a status without a word" 1 "0 passed, 1 failed" 'exit 3'
try "an end before the plan's" 1 "1 passed, 1 failed" 'echo 1..2; echo "ok 1 - a"'
try "nothing said" 1 "0 passed, 1 failed" 'exit 0'
try "a skipped one is not a passed one" 0 "1 passed, 0 failed" 'echo "ok 1 - a"; echo "ok 2 # SKIP no such thing here"'
try "nothing but skipped ones" 1 "0 passed, 0 failed" 'echo "ok 1 # SKIP no such thing here"'
try "one that cmocka skipped" 0 "1 passed, 0 failed" 'echo "ok 1 - a"; echo "not ok 2 # SKIP: b"'
