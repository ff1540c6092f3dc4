#!/bin/bash
# Proves: every text the sources name by a literal key exists (the build has seen to it that both languages have it),
# and that a missing one would be noticed.
set -u
cd "$(dirname "$0")/.." || exit 1

# Prints "key place" of each literal key: faults, sentences after a deed, titles, labels, captions.
keys() {
    perl -0777 -ne '
        our $all = $_;
        sub say_key { my ($key, $at) = @_; my $line = 1 + (substr($all, 0, $at) =~ tr/\n//); print "$key $ARGV:$line\n"; }
        while (/\bhn_fail(?:_arg)?\(\s*[^,;"]+,\s*HN_[A-Z_]+\s*,\s*(?:"[^"]*"|[^,;"]+),\s*"([^"%]+)"/g) { say_key("error.$1", $-[1]); }
        while (/\bhn_redirect_done\(\s*[^,;"]+,\s*"([^"%]+)"/g) { say_key($1, $-[1]); }
        while (/\bhn_(?:text|words|text_fill|words_fill|out_t)\((?:[^,;"()]|\([^()]*\))+,(?:[^,;"()]+,)?\s*"([^"%]+)"\s*[,)]/g) { say_key($1, $-[1]); }
        while (/\.(?:title|label|caption|label_key|value_key|hint)\s*=\s*"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"/g) { say_key($1, $-[1]); }
    ' "$@" 2>/dev/null
}

known() { grep -oE '^[a-z0-9_.]+ =' web/text/vi.txt | sed 's/ =//'; }

missing() { # from "key place" lines on standard input
    awk 'NR == FNR { known[$1] = 1; next } !($1 in known)' <(known) -
}

t=0 failed=0
ok() { t=$((t + 1)); echo "ok $t - $1"; }
no() { t=$((t + 1)); failed=1; echo "not ok $t - $1"; }

list=$(find src -name '*.c' | sort)
lost=$(keys $list | missing)
if [ -z "$lost" ]; then ok 'every key named in src/ has a text'; else
    no 'every key named in src/ has a text'
    echo "$lost" | sed 's/^/# /'
fi

count=$(keys $list | wc -l)
if [ "$count" -gt 20 ]; then ok 'keys are found at all'; else no "only $count keys found"; fi

made=$(mktemp --suffix=.c)
trap 'rm -f "$made"' EXIT
printf 'return hn_fail(c, HN_INVALID, "from",\n    "no.such_key");\nstatic struct hn_view v = {.title = "no.title"};\n' > "$made"
if [ "$(keys "$made" | missing | cut -d' ' -f1 | tr '\n' ' ')" = 'error.no.such_key no.title ' ]; then
    ok 'a key without a text is noticed'
else
    no 'a key without a text is noticed'
fi
echo "1..$t"
exit $failed
