#!/usr/bin/env bash
# deps.sh: proves that the list of packages and the note that gives their reasons agree, that the installer says
# what is missing without touching anything, and that nothing of the tests is asked for by a build.
set -u
cd "$(dirname "$0")/.."
shopt -s lastpipe
count=0
note=docs/decisions/0001-dependencies.md

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

echo 1..6

rc=0
awk '!/^#/ && NF { sub(/[|].*/, "", $2); print $2 }' scripts/packages.txt | sort -u | while read -r package; do
    grep -qE "(^|[ |,])$package([ ,|:]|\$)" "$note" || { echo "# $package has no reason in $note"; rc=1; }
done
verdict $rc "every Debian package has its reason in the note"

rc=0
node -p 'const d = require("./package.json").devDependencies; Object.keys(d).map((n) => n + " " + d[n]).join("\n")' |
    while read -r name version; do
        grep -qF "\`$name\` $version" "$note" || { echo "# $name $version is not in $note"; rc=1; }
    done
verdict $rc "every npm package stands there with its pinned version"

awk '!/^#/ && NF && NF < 3' scripts/packages.txt | grep -q . && rc=1 || rc=0
verdict $rc "every line of the list has set, package and reason"

said=$(scripts/install-deps --dry-run build)
verdict $([ $? -eq 0 ] && [ -z "$said" ]; echo $?) "nothing of the build is missing where it has been built"

scripts/install-deps no-such-set 2>/dev/null
verdict $([ $? -eq 2 ]; echo $?) "an unknown set is wrong usage"

awk '$1 == "build" { print $2 }' scripts/packages.txt | grep -qxE 'postgresql.*|nginx|chromium|clang.*' && rc=1 || rc=0
verdict $rc "a build asks for no database server, web server or browser"
