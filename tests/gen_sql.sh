#!/usr/bin/env bash
# gen_sql.sh: proves that gen/sql.c keeps every byte of a migration, pairs the second text with its neighbour, and
# refuses gaps, wrong names and orphans.
set -u
cd "$(dirname "$0")/.."
tool=$PWD/build/tool/sql
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
count=0

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

refused() {
    local label=$1 words=$2 said
    shift 2
    said=$("$tool" "$@" 2>&1) && { verdict 1 "$label"; return; }
    [[ $said == *"$words"* ]]
    verdict $? "$label"
}

echo 1..8
printf -- '-- "quoted" \\ and what??/ \t tab\nCREATE TABLE a (b {int});' >0001-start.sql
printf 'CREATE INDEX c ON a (b);\n' >0002-index.sql
printf 'CREATE INDEX c ON a USING brin (b);\n' >0002.postgres.sql
"$tool" schema out.c 0001-start.sql 0002-index.sql 0002.postgres.sql
verdict $? "two migrations, one with a second text"

mkdir -p store
echo 'struct hn_migration { int number; const char *name; const char *text; const char *postgres; };' >store/migrate.h
cat >show.c <<'C'
#include <stdio.h>
#include <string.h>
#include "store/migrate.h"
extern const struct hn_migration hn_migrations[];
int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return !(hn_migrations[0].postgres == 0 && strstr(hn_migrations[1].postgres, "brin") &&
                 !strcmp(hn_migrations[1].name, "index") && hn_migrations[2].number == 0);
    fputs(hn_migrations[0].text, stdout);
    return 0;
}
C
gcc -trigraphs -w -I. -o show show.c out.c && ./show | cmp -s - 0001-start.sql
verdict $? "the text comes back byte for byte, quotes and trigraphs too"
./show pairs
verdict $? "the second text belongs to its number and the list ends with 0"

mv 0002-index.sql 0003-index.sql
refused "a gap in the numbers" "follow one another" schema out.c 0001-start.sql 0003-index.sql
refused "a second text without its neighbour" "without its neighbour" schema out.c 0001-start.sql 0002.postgres.sql
printf 'x' >start.sql
refused "a name without a number" "NNNN-name.sql" schema out.c start.sql
refused "an ending that is not .sql" "does not end" schema out.c store/migrate.h
printf 'SELECT 1' >by-age.sql
"$tool" report r.c r.h by-age.sql && grep -q 'hn_sql_report_by_age = { .name = "report.by-age"' r.c
verdict $? "a report becomes a statement of its own"
