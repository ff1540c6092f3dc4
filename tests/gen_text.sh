#!/usr/bin/env bash
# Proves: gen/text refuses texts that one language lacks or fills in otherwise, and gen/tiles and gen/tmpl refuse what
# they cannot read, each with file and line; what was refused leaves no output behind.
set -u
cd "$(dirname "$0")/.." || exit 1
make -s build/tool/text build/tool/tmpl build/tool/tiles >&2 || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
t=0 failed=0

# try LABEL good|WORDS COMMAND…: success, or a refusal that says WORDS and makes no $work/out.c
try() {
    local label=$1 want=$2 said status
    shift 2
    t=$((t + 1))
    rm -f "$work/out.c"
    said=$("$@" 2>&1)
    status=$?
    if [ "$want" = good ] && [ $status -eq 0 ] && [ -f "$work/out.c" ]; then echo "ok $t - $label"
    elif [ "$want" != good ] && [ $status -eq 1 ] && [[ $said == *"$want"* ]] && [ ! -f "$work/out.c" ]; then
        echo "ok $t - $label"
    else
        echo "not ok $t - $label"
        echo "# status $status: $said"
        failed=1
    fi
}

texts() { printf "$1" > "$work/vi.txt"; printf "$2" > "$work/en.txt"; }

texts 'a = Có {0}\nb.c = x\n' 'b.c = y\na = Yes {0}\n'
try 'two languages with the same keys' good build/tool/text "$work/out.c" "$work/vi.txt" "$work/en.txt"
texts 'a = Có\nb = x\n' 'a = Yes\n'
try 'a key the second lacks' "vi.txt:2: b is missing in" build/tool/text "$work/out.c" "$work/vi.txt" "$work/en.txt"
texts 'a = Có\n' 'a = Yes\nb = x\n'
try 'a key the first lacks' "en.txt:2: b is missing in" build/tool/text "$work/out.c" "$work/vi.txt" "$work/en.txt"
texts 'a = Có {0}\n' 'a = Yes\n'
try 'other placeholders' "vi.txt:1: a has other placeholders" build/tool/text "$work/out.c" "$work/vi.txt" "$work/en.txt"

printf 'code,full_name,level,valid_from,valid_to,col,row,lon,lat,area\n1,Xã A,3,2025-07-01,,0,0,,,\n' > "$work/tiles.csv"
try 'tiles' good build/tool/tiles "$work/out.c" "$work/tiles.csv"
printf 'header\n1,Xã A,3,2025-13-01,,0,0,,,\n' > "$work/tiles.csv"
try 'a tile with a wrong month' "tiles.csv:2: 13 is not a number" build/tool/tiles "$work/out.c" "$work/tiles.csv"
printf 'header\n1,Xã A,3\n' > "$work/tiles.csv"
try 'a tile with too few cells' "tiles.csv:2: a line has 10 cells" build/tool/tiles "$work/out.c" "$work/tiles.csv"

mkdir -p "$work/view/x"
printf '{{ define v(struct hn_out *o) }}\n<p>{{ t a, "x" }}</p>\n<p class=x>\n{{ end }}\n' > "$work/view/x/a.html.tmpl"
try 'a template is refused with its line' "x/a.html.tmpl:3: the value of class= needs quotes" \
    build/tool/tmpl "$work" "$work/vi.txt" "$work/view" "$work/view/x/a.html.tmpl"
echo "1..$t"
exit $failed
