#!/usr/bin/env bash
# install.sh: proves that `make install` puts program, manual and units under DESTDIR and PREFIX, that the unit names
# the program where it stands, and that `make uninstall` takes all of it away again.
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

echo 1..6
make -s install DESTDIR="$work" PREFIX=/opt/hn >"$work/log" 2>&1
verdict $? "make install"
[ "$("$work/opt/hn/bin/hatnhan" --version | cut -d' ' -f1)" = hatnhan ]
verdict $? "the installed program starts"
grep -q '^ExecStart=/opt/hn/bin/hatnhan serve ' "$work/opt/hn/lib/systemd/system/hatnhan.service"
verdict $? "the unit names the installed program"
[ -s "$work/opt/hn/share/man/man1/hatnhan.1" ] && [ -s "$work/opt/hn/share/doc/hatnhan/THIRD-PARTY.md" ]
verdict $? "manual and licences are there"

make -s uninstall DESTDIR="$work" PREFIX=/opt/hn >>"$work/log" 2>&1
verdict $? "make uninstall"
[ -z "$(find "$work/opt" -type f)" ]
verdict $? "nothing is left behind"
