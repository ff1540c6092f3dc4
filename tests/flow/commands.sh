#!/usr/bin/env bash
# commands.sh: proves what somebody meets who types a command wrong: exit 2 and how it is used for a wrong line, exit 1
# and one line for a refusal, nothing changed either time; and that accounts, roles and questions about rights answer
# in both languages.
. "$(dirname "$0")/../support/flow.sh"

d=$work/data
LANG=en_US.UTF-8

# --- wrong lines ---
refused 2 "Name a command" "no command"
refused 2 "There is no command nosuch" "a command that is not there" nosuch
refused 2 "There is no command user" "half a command" user
refused 2 "no option --bad" "an option that is not there" export units --bad
refused 2 "--on needs a value" "an option without its value" export units --on
refused 2 "lacks what comes after it" "too few words" import units
refused 2 "Too much: c" "too many words" import units b c
refused 2 "Cannot be used: fr" "a language that is not there" rights --lang fr
LANG=C.UTF-8 refused 2 "Không có lệnh nosuch" "the same in Vietnamese" nosuch
[ ! -e data ] || [ -n "$(git ls-files data)" ]
verdict $? "wrong lines make no folder"

# --- before there is anything ---
for command in "export units" "rights" "verify" "audit verify" "user add an" "backup $work/b"; do
    # shellcheck disable=SC2086
    refused 1 "$work/none" "$command where there is no folder" $command --data "$work/none"
done
[ ! -e "$work/none" ] && [ ! -e "$work/b" ] && [ ! -e "$work/b.part" ]
verdict $? "and none was made"
done_by "init" init --data "$d"
refused 1 "holds data already" "init a second time" init --data "$d"

# --- tables ---
start=$("$program" audit verify --data "$d")
refused 2 "no table of kind nothing" "import of an unknown kind" import nothing /dev/null --data "$d"
refused 2 "no table of kind changes" "export of a kind that only comes in" export changes --data "$d"
refused 1 "cannot be read" "a file that is not there" import units "$work/nope.csv" --data "$d"
refused 1 "$work" "a folder in place of a file" import units "$work" --data "$d"
refused 2 "Not a date: 31/02/2021" "a day that is not in the calendar" export units --on 31/02/2021 --data "$d"
refused 2 "Cannot be used: doc" "a format that is not there" export units --format doc --data "$d"
refused 1 "ZZ" "a unit that is not there" export people --unit ZZ --data "$d"
[ ! -s "$work/out" ]
verdict $? "and not even the names of the columns come out"
echo old >"$work/kept.csv"
refused 1 "ZZ" "a refused export" export people --unit ZZ --out "$work/kept.csv" --data "$d"
[ "$(cat "$work/kept.csv")" = old ] && [ ! -e "$work/kept.csv.part" ]
verdict $? "leaves the file that stood there"
echo part >"$work/new.csv.part"
refused 1 "cannot be written" "a FILE.part of somebody else's" export units --out "$work/new.csv" --data "$d"
[ "$(cat "$work/new.csv.part")" = part ] && [ ! -e "$work/new.csv" ]
verdict $? "is left alone"
refused 1 "cannot be written" "a folder that is not there" export units --out "$work/no/where.csv" --data "$d"

# one_bad WHAT FIELD WORDS KIND FILE…: the import is refused and the last row's verdict holds field and words.
one_bad() {
    local what=$1 field=$2 words=$3 kind=$4 rc
    "$program" import "$kind" - --data "$d" >"$work/out" 2>"$work/err"
    rc=$?
    [ $rc -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && tail -1 "$work/out" | grep -q "^[0-9]*,bad,$field,.*$words"
    verdict $? "$what"
}
tree='code,name,kind,parent,valid_from,valid_to'
one_bad "31/02/2021" valid_from "a day that exists" places <<<"$tree
1,Một,province,,31/02/2021,"
one_bad "a last day before the first" valid_to "before the first" places <<<"$tree
1,Một,province,,2021-02-01,2021-01-01"
one_bad "a parent nobody has" parent "no parent" places <<<"$tree
1,Một,district,77,,"
one_bad "no code" code "code" places <<<"$tree
,Một,province,,,"
one_bad "no kind" kind "kind" places <<<"$tree
1,Một,,,,"
one_bad "a kind nobody knows" kind "no such kind" places <<<"$tree
1,Một,castle,,,"
one_bad "a kind that may not stand there" kind "may not stand" places <<<"$tree
1,Một,province,,,
2,Hai,province,1,,"
one_bad "the same row twice" valid_from "Overlaps" places <<<"$tree
1,Một,province,,,
1,Một,province,,,"
one_bad "one that stands under itself" '[a-z]*' "may not stand" places <<<"$tree
5,Năm,commune,5,,"
one_bad "a code of the wrong shape" code "code" units <<<"$tree
x y,Một,province,,,"
one_bad "a person without a name" full_name "" people <<<"code,full_name
P1,"
one_bad "a birth date that is none" birth_date "" people <<<"code,full_name,birth_date
P1,Lê Văn Thử,1990-13-41"
one_bad "a sex nobody has" sex "" people <<<"code,full_name,sex
P1,Lê Văn Thử,x"
one_bad "a member nobody knows" person "" memberships <<<"person,unit,standing,valid_from
P9,22,official,2020-01-01"
one_bad "an office of nobody" person "" offices <<<"person,unit,office,valid_from
P9,22,secretary,2020-01-01"
one_bad "a deed nobody knows" op "no operation" changes <<<"on,op,code
2020-01-01,paint,22"
printf '%s\n1,M\xff\xfet,province,,,\n' "$tree" >"$work/bytes.csv"
refused 1 "not Unicode" "bytes that are no text" import places "$work/bytes.csv" --data "$d"

refused 1 "" "an empty file" import places - --data "$d" </dev/null
refused 1 "" "a table without the columns it needs" import places - --data "$d" <<<"a,b
1,2"
refused 1 "" "a picture" import places "$program" --data "$d"
refused 1 "" "a quote that never ends" import places - --data "$d" <<<"$tree
1,\"Một,province,,,"
[ "$("$program" export places --data "$d" | wc -l)" -eq 1 ] && [ "$("$program" export people --data "$d" | wc -l)" -eq 1 ]
verdict $? "after all of these nothing is there"

# Good rows beside bad ones.
printf '%s\n' "$tree" 1,Một,province,,, 2,Hai,district,1,31/02/2021, 3,Ba,commune,2,, 4,Bốn,district,9,, \
    5,Năm,district,1,, 6,Sáu,commune,5,, >"$work/mixed.csv"
refused 1 "3 rows are wrong" "bad rows among good ones" import places "$work/mixed.csv" --data "$d"
[ "$(cut -d, -f1,2,3 "$work/out" | tr '\n' ' ')" = \
    "row,status,field 2,new, 3,bad,valid_from 4,bad,parent 5,bad,parent 6,new, 7,new, " ]
verdict $? "each with its own row, field and reason"
grep -q '^4,bad,parent,.*row of its parent 2' "$work/out"
verdict $? "a row under a bad one is told so, not blamed"
done_by "the same, as a trial" import places "$work/mixed.csv" --partial --dry-run --data "$d"
[ "$("$program" export places --data "$d" | wc -l)" -eq 1 ]
verdict $? "writes nothing"
done_by "the same with --partial" import places "$work/mixed.csv" --partial --data "$d"
[ "$("$program" export places --data "$d" | cut -d, -f1 | tr '\n' ' ')" = "code 1 5 6 " ]
verdict $? "writes the good ones"

# A bar is drawn once for each hundredth, on a terminal alone.
{
    echo "$tree"
    for i in $(seq 3000); do echo "T$i,Tỉnh $i,province,,,"; done
} >"$work/many.csv"
if command -v script >/dev/null; then
    script -qec "$program import places $work/many.csv --dry-run --data $d >/dev/null" /dev/null </dev/null \
        >"$work/out" 2>"$work/err"
    drawn=$(tr '\r' '\n' <"$work/out" | grep -c '%')
    [ "$drawn" -ge 1 ] && [ "$drawn" -le 101 ] && [ "$(tr '\r' '\n' <"$work/out" | grep -c '100 %')" -eq 1 ]
    verdict $? "a bar tells how far an import is ($drawn times)"
fi
done_by "none" import places "$work/many.csv" --dry-run --data "$d"
! grep -q '%' "$work/err"
verdict $? "where there is no terminal"

# --- accounts ---
printf '%s\n' "$tree" 22.000.000.000.000,Tỉnh,province,,, >"$work/units.csv"
done_by "a unit" import units "$work/units.csv" --data "$d"
done_by "an account" user add lan --data "$d"
refused 1 "taken" "the same name again" user add lan --data "$d"
refused 1 "" "a name with strange letters" user add 'l n!' --data "$d"
refused 1 "" "no name" user add '' --data "$d"
refused 1 "" "a role nobody has" user role lan king 22.000.000.000.000 --data "$d"
refused 1 "" "a role for nobody" user role nobody auditor - --data "$d"
refused 1 "99" "a role in a unit that is not there" user role lan committee_leader 99.000.000.000.000 --data "$d"
refused 2 "Not a date: 31/02/2021" "a role from a day that is none" \
    user role lan auditor - --from 31/02/2021 --data "$d"
refused 1 "" "a role that ends before it begins" \
    user role lan committee_leader 22.000.000.000.000 --from 2021-02-01 --to 2021-01-01 --reason thử --data "$d"
done_by "a role" user role lan committee_leader 22.000.000.000.000 --from 2021-01-01 --reason thử --data "$d"
done_by "a token" user token lan --data "$d"
[ "$(wc -l <"$work/out")" -eq 1 ] && ! grep -q ' ' "$work/out"
verdict $? "stands alone"
refused 1 "" "a token for nobody" user token nobody --data "$d"
refused 1 "" "a phrase for nobody" user passwd nobody --data "$d"
done_by "a new phrase" user passwd lan --data "$d"

# --- rights ---
done_by "the matrix" rights --data "$d"
grep -q '^committee_leader ' "$work/out"
verdict $? "has the roles"
right=$(awk '$1 == "committee_leader" { print $2; exit }' "$work/out")
done_by "may she" access ask lan "$right" 22.000.000.000.000 --data "$d"
grep -q '^yes: ' "$work/out"
verdict $? "she may, and why"
done_by "may she everywhere" access ask lan "$right" - --data "$d"
refused 2 "Cannot be used: fly" "a right nobody has" access ask lan fly - --data "$d"
refused 1 "" "somebody nobody knows" access ask nobody "$right" - --data "$d"
refused 1 "99" "a unit nobody knows" access ask lan "$right" 99.000.000.000.000 --data "$d"
refused 1 "" "a person nobody knows" access ask lan "$right" person:Q1 --data "$d"
"$program" user add minh --data "$d" >/dev/null
done_by "may he" access ask minh "$right" 22.000.000.000.000 --data "$d" --lang vi
grep -q '^no: ' "$work/out"
verdict $? "he may not, and why"

# --- the log ---
done_by "the log holds together" audit verify --data "$d"
root=$("$program" audit export --data "$d" | awk '/^root / { print $2 ":" $3 }')
done_by "a later log goes on from an earlier root" audit verify --since "$root" --data "$d"
refused 1 "" "and not from another" audit verify --since "${root%?????}00000" --data "$d"
refused 2 "Cannot be used" "nor from what is no root" audit verify --since 12 --data "$d"
done_by "verify" verify --data "$d"

# --- manual and help ---
# One noun, one list: the commands of `help` are those of the manual, with the same options.
"$program" help | sed -n 's/^  \([a-z]* \?[a-z]*\)  .*/\1/p' | sed 's/ *$//' >"$work/commands"
missing=
while read -r name; do
    # shellcheck disable=SC2086
    for option in $("$program" help $name | head -1 | grep -o -- '--[a-z-]*' | sort -u); do
        sed 's/\\-/-/g' packaging/hatnhan.1 | awk -v name="$name" '
            $0 == ".SS " name { on = 1; next }
            /^\.S[SH]/ { on = 0 }
            on' | grep -qF -- "$option" || [ "$option" = --data ] || [ "$option" = --store ] ||
            missing="$missing $name:$option"
    done
    sed 's/\\-/-/g' packaging/hatnhan.1 | grep -qx ".SS $name" || missing="$missing $name"
done <"$work/commands"
[ -s "$work/commands" ] && [ -z "$missing" ]
verdict $? "the manual has every command and option of help:$missing"
extra=$(sed -n 's/^\.SS //p' packaging/hatnhan.1 | sed 's/\\-/-/g' | grep -vxFf "$work/commands" | tr '\n' ' ')
[ -z "$extra" ]
verdict $? "and no other: $extra"
[ -z "$(sed -n 's/^\(cli\.[a-z_.]*\) =.*/\1/p' web/text/en.txt | grep -vxFf <(sed -n 's/^\(cli\.[a-z_.]*\) =.*/\1/p' web/text/vi.txt))" ]
verdict $? "both languages have the words of the commands"
plan
