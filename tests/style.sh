#!/usr/bin/env bash
# style.sh: proves that every rule of scripts/check-style.mjs refuses what it is for and lets its neighbour pass.
set -u
shopt -s lastpipe
cd "$(dirname "$0")/.."
checker=$PWD/scripts/check-style.mjs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# try LABEL refused|passes FILE WORDS: FILE with the text of standard input in an otherwise clean tree; a refusal
# must say WORDS.
try() {
    local label=$1 want=$2 file=$3 words=${4-} said status
    count=$((count + 1))
    rm -rf "$work/tree"
    mkdir -p "$work/tree/src"/{base,store,http,unit,place,person,report,web,cli} "$work/tree/scripts" "$(dirname "$work/tree/$file")"
    git -C "$work/tree" init -q
    local one
    for one in base/rc.h store/store.h http/http.h report/report.h web/page.h cli/cli.h unit/unit.h place/place.h; do
        echo "/* ${one##*/}: a header */" >"$work/tree/src/$one"
    done
    [ -z "${extra_file-}" ] || mkdir -p "$work/tree/${extra_file%/*}"
    [ -z "${extra_file-}" ] || printf '%s' "$extra_text" >"$work/tree/$extra_file"
    cat >"$work/tree/$file"
    said=$(node "$checker" "$work/tree" 2>&1)
    status=$?
    if [ "$want" = passes ] && [ $status -eq 0 ]; then
        echo "ok $count - $label"
    elif [ "$want" = refused ] && [ $status -eq 1 ] && [[ $said == *"$words"* ]]; then
        echo "ok $count - $label"
    else
        echo "not ok $count - $label ($want, status $status)"
        sed 's/^/# /' <<<"$said"
    fi
}

# source FILE BODY: an opening comment, then the body.
source_of() {
    printf '/* %s: a source */\n%s\n' "$1" "$2"
}

echo 1..32
source_of a.c '#include "base/rc.h"' | try "an include that points down" passes src/unit/a.c
source_of a.c '#include "web/page.h"' | try "an include that points up" refused src/unit/a.c "stands higher"
source_of a.c '#include "cli/cli.h"' | try "web and cli never call each other" refused src/web/a.c "of the same floor"
source_of a.c '#include "http/http.h"' | try "http is for web" refused src/report/a.c "http/ is for web/ alone"
source_of a.c '#include "http/http.h"' | try "web may include http" passes src/web/a.c
source_of a.c '/* #include "web/page.h" */' | try "an include inside a comment" passes src/unit/a.c
source_of a.c '#include "place/place.h"' | try "a subject may lean on another" passes src/unit/a.c
extra_file=src/place/place.h extra_text='/* place.h: a header */
#include "unit/unit.h"
'
source_of a.c '#include "place/place.h"' | try "two subjects in a ring" refused src/unit/a.c "in a ring"
unset extra_file extra_text
source_of a.c '#include <sqlite3.h>' | try "sqlite3.h inside store" passes src/store/a.c
source_of a.c '#include <sqlite3.h>' | try "sqlite3.h outside store" refused src/unit/a.c "store/ alone"
source_of a.c '#include <libpq-fe.h>' | try "libpq-fe.h outside store" refused src/web/a.c "store/ alone"
source_of a.c '#include <microhttpd.h>' | try "microhttpd.h outside http" refused src/web/a.c "http/ alone"
source_of a.c 'int x(char *a) { return atoi(a); }' | try "a call we avoid" refused src/unit/a.c "atoi()"
source_of a.c 'const char *a = "atoi(b)"; /* strcpy(a, b) */' | try "the same as text" passes src/unit/a.c
source_of a.c 'void *x(void) { return malloc(1); }' | try "malloc outside base" refused src/unit/a.c "malloc()"
source_of a.c 'void *x(void) { return malloc(1); }' | try "malloc inside base" passes src/base/a.c
source_of a.c 'long x(void) { return time(0); }' | try "asking the clock outside base" refused src/unit/a.c "the clock"
source_of a.c 'static const struct hn_sql s = { .name = "a", .text = "SELECT 1" };' | try "SQL in its place" passes src/unit/a.c
source_of a.c 'void x(struct hn_buf *b) { hn_buf_printf(b, "SELECT %s", "x"); }' | try "SQL put together at run time" refused src/unit/a.c "SQL outside"
source_of a.c 'void x(struct hn_sql *s, char *t) { *s = (struct hn_sql){ .name = "a", .text = t }; }' | try "a statement whose text is no literal" refused src/unit/a.c "must be a literal"
source_of a.c 'const char *a = "<td class=\"x\">";' | try "markup in C" refused src/web/a.c "template"
source_of a.c 'const char *a = "a < b";' | try "a smaller-than sign in C" passes src/web/a.c
echo '{{ a | raw }}' | try "raw output in a template" refused web/view/unit/a.tmpl "| raw"
extra_file=scripts/raw-allowed.txt extra_text='web/view/unit/a.tmpl made by us
'
echo '{{ a | raw }}' | try "raw output in a listed template" passes web/view/unit/a.tmpl
unset extra_file extra_text
extra_file=web/text/en.txt extra_text='deed.unit.open = Opened
'
source_of a.c 'int x(void *c) { return hn_audit(c, "unit.open", 1); }' | try "a deed the log has words for" passes src/unit/a.c
source_of a.c 'int x(void *c) { return hn_audit(c, "unit.shut", 1); }' | try "a deed without words" refused src/unit/a.c "no words for"
unset extra_file extra_text
source_of a.c "$(echo 'int'; echo 'x(void)'; echo '{'; seq -f '    /* %g */' 80; echo '}')" | try "a long function" refused src/unit/a.c "a function of"
source_of a.c "$(seq -f '/* %g */' 501)" | try "a long file" refused src/unit/a.c "a file has at most"
echo 'int a;' | try "a source that does not open with its purpose" refused src/unit/a.c "does not open"
echo "a note: TO""DO finish" | try "a note to oneself" refused docs/a.md "a note to oneself"
echo '{ "resolved": "https://example.org/a.tgz" }' | try "a lock file that names a host" refused package-lock.json "names a host"
echo '{ "version": "1.0.0", "integrity": "sha512-x" }' | try "a lock file without hosts" passes package-lock.json
