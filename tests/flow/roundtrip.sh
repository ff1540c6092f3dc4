#!/usr/bin/env bash
# roundtrip.sh: proves that what comes out goes in again and comes out equal, on SQLite and on PostgreSQL: the national
# list of places on every date its rows name, a whole demo through files, a whole demo through a backup and from one
# engine to the other; that a damaged backup is refused with nothing changed; that one seed gives one export; and that
# a changed line of the log is found.
. "$(dirname "$0")/../support/flow.sh"

kinds="places units people memberships offices meetings attendance papers duties tasks areas area_charges resources milestones indicators forms form_lines form_checks values criteria criteria_groups criteria_marks recognitions criteria_plans"

# export_all DIR ARGUMENTS…: every kind into DIR.
export_all() {
    local to=$1 kind
    shift
    mkdir -p "$to"
    for kind in $kinds; do
        "$program" export "$kind" --out "$to/$kind.csv" "$@" 2>>"$work/err" || return 1
    done
}

same() {
    diff -r "$1" "$2" >"$work/out" 2>&1
}

# A database of the test's own on the server of tests/run: its address in $url.
databases=0
new_database() {
    databases=$((databases + 1))
    local name="flow_$$_$databases"
    psql -q "$HN_TEST_PG" -c "CREATE DATABASE $name" >/dev/null 2>"$work/err" || return 1
    url=${HN_TEST_PG/\/postgres\?/\/$name\?}
    made_databases="${made_databases-} $name"
}
drop_databases() {
    local name
    for name in ${made_databases-}; do
        psql -q "$HN_TEST_PG" -c "DROP DATABASE $name WITH (FORCE)" >/dev/null 2>&1
    done
    flow_end
}
trap drop_databases EXIT

# --- the national list of places ---
# What the file says is in force on a day, and what the export of that day says.
file_on() {
    awk -F, -v on="$1" 'NR > 1 && ($6 == "" || $6 <= on) && ($7 == "" || $7 >= on) { print $1 "," $2 "," $5 }' \
        tests/fixture/units-vn.csv | sort
}
export_on() {
    "$program" export places --on "$1" --data "$2" ${3:+--store "$3"} 2>"$work/err" |
        tail -n +2 | awk -F, '{ print $1 "," $2 "," $4 }' | sort
}
places_of() {
    local name=$1 dir=$2 on wrong=
    shift 2
    done_by "$name: the national list goes in" import places tests/fixture/units-vn.csv --data "$dir" "$@"
    [ "$(grep -c ',new,' "$work/out")" -eq 15342 ] && [ "$(wc -l <"$work/out")" -eq 15343 ]
    verdict $? "$name: with one verdict for each of 15,342 rows"
    for on in $days; do
        cmp -s <(file_on "$on") <(export_on "$on" "$dir" "${2-}") || wrong="$wrong $on"
    done
    [ -z "$wrong" ]
    verdict $? "$name: and comes out equal on every date it names$wrong"
    "$program" export places --data "$dir" "$@" >"$work/places.csv"
    [ "$(wc -l <"$work/places.csv")" -eq 15343 ]
    verdict $? "$name: and every row of every date"
}
days=$(awk -F, 'NR > 1 { if ($6) print $6; if ($7) print $7 }' tests/fixture/units-vn.csv | sort -u)
days="$days 1900-01-01 2026-11-23"
done_by "init" init --data "$work/p"
places_of sqlite "$work/p"
done_by "places once more, into an empty folder" init --data "$work/p2"
done_by "from the export" import places "$work/places.csv" --data "$work/p2"
"$program" export places --data "$work/p2" | cmp -s - "$work/places.csv"
verdict $? "come out equal to the byte"

# --- a demo through files ---
"$program" demo --size small --seed 7 --fill-only --data "$work/d" >"$work/out" 2>"$work/err"
verdict $? "a small demo"
export_all "$work/d.out" --data "$work/d"
verdict $? "goes out"
"$program" demo --size small --seed 7 --fill-only --data "$work/d7" >"$work/out" 2>"$work/err" &&
    export_all "$work/d7.out" --data "$work/d7" && same "$work/d.out" "$work/d7.out"
verdict $? "the same seed gives the same export"
"$program" demo --size small --seed 8 --fill-only --data "$work/d8" >"$work/out" 2>"$work/err" &&
    export_all "$work/d8.out" --data "$work/d8" && ! same "$work/d.out" "$work/d8.out"
verdict $? "another seed another"

# Totals that were mobilised, beside those of the demo.
mobilised=$(wc -l <"$work/d.out/resources.csv")
one=$(awk -F, 'NR == 2 { print $1 }' "$work/d.out/meetings.csv")
cat >"$work/resources.csv" <<END
unit,paper,project,source,amount,worth_dong,on,said_by,note
$one,,Đường thôn minh họa,residents_land,1200,240000000,2021-06-01,Báo cáo minh họa,120 hộ hiến đất
$one,,Đường thôn minh họa,firm,50000000,,2021-06-01,"Báo cáo, biểu 3",
22.000.000.000.000,,"Nhà văn hóa ""A""",public,1000000000,,2021-07-01,Quyết định minh họa,
END
hn import resources "$work/resources.csv" --data "$work/d" && [ "$(grep -c ',new,' "$work/out")" -eq 3 ]
verdict $? "totals mobilised go in"
hn import resources "$work/resources.csv" --data "$work/d" && [ "$(grep -c ',same,' "$work/out")" -eq 3 ]
verdict $? "and are the same a second time"
export_all "$work/d.out" --data "$work/d" && [ "$(wc -l <"$work/d.out/resources.csv")" -eq $((mobilised + 3)) ]
verdict $? "and go out"
cat >"$work/bad.csv" <<END
unit,paper,project,source,amount,worth_dong,on,said_by,note
$one,,Đường,residents_money,5000000,,2021-06-01,Báo cáo,Hộ ông A
$one,,Đường,residents_money,0,,2021-06-01,Báo cáo,
$one,,Đường,firm,1000,5,2021-06-01,Báo cáo,
nowhere,,Đường,firm,1000,,2021-06-01,Báo cáo,
$one,,Đường,residents_money,5000000,,2021-06-01,Báo cáo,Các hộ trong thôn
END
hn import resources "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 4 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "totals: of one household, of nothing, with a worth of money, of nobody: refused"

# Milestones: a day, a month, a year.
cat >"$work/milestones.csv" <<END
unit,kind,title,source,on
$one,founded,Thành lập (minh họa),Sách minh họa,1936-11-12
$one,anniversary,"Kỷ niệm (minh họa), 80 năm",Sách minh họa,2016-11
22.000.000.000.000,policy,Chủ trương minh họa,Sách minh họa,1986
END
hn import milestones "$work/milestones.csv" --data "$work/d" && [ "$(grep -c ',new,' "$work/out")" -eq 3 ]
verdict $? "milestones go in"
hn import milestones "$work/milestones.csv" --data "$work/d" && [ "$(grep -c ',same,' "$work/out")" -eq 3 ]
verdict $? "and are the same a second time"
sed -e 's/1986/2199/' -e 's/founded/castle/' "$work/milestones.csv" >"$work/bad.csv"
hn import milestones "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 2 ]
verdict $? "one ahead and one of no kind are refused"
export_all "$work/d.out" --data "$work/d" && grep -q '1936-11-12' "$work/d.out/milestones.csv"
verdict $? "and go out"

# What is measured, beside what the demo measures: formulas name what stands below them, and a meaning changes in a year.
cat >"$work/indicators.csv" <<END
code,name,measure,over_tree,over_time,formula,name_en,better,every,places,note,unit,valid_from,valid_to
thu.ty_le,Tỷ lệ than sạch,%,none,none,[thu.sach] / [thu.nguyen_khai] * 100,Share of clean coal,up,,1,,,,
thu.sach,"Than sạch, nguyên khai",triệu tấn,sum,sum,,,up,,0,,,,
thu.nguyen_khai,Than nguyên khai,triệu tấn,sum,sum,,,up,,1,ghi chú,,,2020-12-31
thu.nguyen_khai,Than nguyên khai (mới),triệu tấn,sum,last,,,up,,1,,,2021-01-01,
thu.thang,Số buổi,buổi,sum,sum,,,none,month,0,,22.000.000.000.000,,
END
cat >"$work/forms.csv" <<END
code,name,unit,asked,every,due_days,source_needed,note,valid_from,valid_to
thu.bieu,Biểu thử,22.000.000.000.000,cell,month,5,true,ghi chú,,
thu.nam,Biểu năm,22.000.000.000.000,self,year,30,,,2016-01-01,2025-12-31
END
cat >"$work/lines.csv" <<END
form,indicator,position,required
thu.bieu,thu.thang,1,true
thu.nam,thu.sach,2,
thu.nam,thu.nguyen_khai,1,true
END
cat >"$work/checks.csv" <<END
form,formula,message,strict
thu.nam,[thu.sach] <= [thu.nguyen_khai],Than sạch không quá than nguyên khai,true
END
cat >"$work/values.csv" <<END
indicator,unit,period,value,qualifier,source,plan,note
thu.nguyen_khai,22.000.000.000.000,2016-2020,187.9,exact,Bài báo,,
thu.sach,22.000.000.000.000,2016-2020,150,over,Bài báo,,"hơn, theo báo"
thu.sach,22.000.000.000.000,2016-2020,140.25,,,true,
thu.thang,$one,2021-06,-3.125,about,Sổ chi bộ,,
END
for pair in indicators:indicators forms:forms form_lines:lines form_checks:checks values:values; do
    file=$work/${pair#*:}.csv
    rows=$(($(wc -l <"$file") - 1))
    hn import "${pair%:*}" "$file" --data "$work/d"
    [ "$(grep -c -e ',new,' -e ',changed,' "$work/out")" -eq "$rows" ] &&
        hn import "${pair%:*}" "$file" --data "$work/d" && [ "$(grep -c ',same,' "$work/out")" -eq "$rows" ]
    verdict $? "${pair%:*}: go in, and are the same a second time"
done
cat >"$work/bad.csv" <<END
code,name,measure,over_tree,over_time,formula,every,unit,valid_from,valid_to
thu.a,A,x,sum,sum,[thu.b],,,,
thu.b,B,x,sum,sum,[thu.c],,,,
thu.c,C,x,sum,sum,[thu.a],,,,
thu.d,D,x,sum,sum,[thu.c],,,,
thu.e,E,x,sum,sum,[thu.nowhere],,,,
thu.f,F,x,total,sum,,,,,
thu.g,G,x,sum,sum,,week,,,
thu.h,H,x,sum,sum,,,nowhere,,
thu.i,I,x,sum,sum,,,,2021-02-01,2021-01-01
thu.thang,Số buổi,buổi,sum,sum,,month,$one,,
thu.j,J,buổi,sum,sum,[thu.k],,,,
thu.k,K,buổi,sum,sum,[thu.thang] * 2,,,,
END
hn import indicators "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 10 ] && [ "$(grep -c ',new,' "$work/out")" -eq 2 ]
verdict $? "indicators: in a circle, of nothing, in no way added up, of nobody, of another's: refused"
cat >"$work/bad.csv" <<END
indicator,unit,period,value,qualifier,source,plan
thu.nguyen_khai,22.000.000.000.000,2017,"187,9",exact,Bài báo,
thu.nguyen_khai,22.000.000.000.000,2017,1.2345,exact,Bài báo,
thu.nguyen_khai,22.000.000.000.000,2017-13,1,exact,Bài báo,
thu.nguyen_khai,22.000.000.000.000,2099,1,exact,Bài báo,
thu.nguyen_khai,22.000.000.000.000,2017,1,perhaps,Bài báo,
thu.nguyen_khai,22.000.000.000.000,2017,1,exact,Bài báo,maybe
thu.nguyen_khai,nowhere,2017,1,exact,Bài báo,
thu.nowhere,22.000.000.000.000,2017,1,exact,Bài báo,
thu.ty_le,22.000.000.000.000,2017,1,exact,Bài báo,
thu.thang,$one,2021,1,exact,Bài báo,
thu.thang,$one,2021-05,1,exact,,
thu.nguyen_khai,22.000.000.000.000,2099,1,,,true
thu.nguyen_khai,22.000.000.000.000,2017,0,,Bài báo,false
END
hn import values "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 11 ] && [ "$(grep -c ',new,' "$work/out")" -eq 2 ]
verdict $? "values: with a comma, of no period, ahead of time, of nobody, of what is reckoned, without a source: refused"
cat >"$work/bad.csv" <<END
form,indicator,position,required
thu.nowhere,thu.thang,1,
thu.bieu,thu.nowhere,1,
thu.nam,thu.thang,1,
thu.bieu,thu.thang,first,
thu.bieu,thu.thang,1,perhaps
thu.bieu,thu.thang,7,
END
hn import form_lines "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 5 ] && [ "$(grep -c ',changed,' "$work/out")" -eq 1 ]
verdict $? "lines: of no form, of nothing, in two forms, at no place: refused"
cat >"$work/bad.csv" <<END
form,formula,message,strict
thu.nam,[thu.sach] <= [thu.thang],x,
thu.nam,[thu.sach] + 1,x,
thu.nam,[thu.sach] <= [thu.nguyen_khai],,true
thu.nam,[thu.sach] <= [thu.nguyen_khai],x,
END
hn import form_checks "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 3 ] && [ "$(grep -c ',changed,' "$work/out")" -eq 1 ]
verdict $? "checks: of what is not asked, of no truth, without a word: refused"
export_all "$work/d.out" --data "$work/d"
counted=$(for kind in indicators forms form_lines form_checks values; do grep -c '^thu[.]' "$work/d.out/$kind.csv"; done | tr '\n' ' ')
[ "$counted" = "5 2 3 1 4 " ]
verdict $? "and all of them go out"

# Criteria: a set of a unit's own beside the national ones, a group, sheets of marks in every state, recognitions, plans.
commune=22.200.900.000.000
cat >"$work/places.csv" <<END
code,name,kind,parent,valid_from,valid_to
99900,Xã Minh Họa,commune,200,2010-01-01,
END
cat >"$work/units.csv" <<END
code,name,kind,parent,valid_from,valid_to,place
$commune,Đảng bộ xã Minh Họa,grassroots_committee_org,22.200.000.000.000,2010-01-01,,99900
END
hn import places "$work/places.csv" --data "$work/d" && hn import units "$work/units.csv" --data "$work/d"
verdict $? "a commune of its own for what follows"
own="thu,22.000.000.000.000,Bộ thử,,standard,,QĐ thử,,2015-01-01,2017-12-31,85.5,yes"
cat >"$work/criteria.csv" <<END
set,unit,set_name,set_name_en,level,needs,legal_basis,set_note,valid_from,valid_to,residents_least,invented,criterion,criterion_name,criterion_name_en,no,name,measure,operator,threshold,threshold_1,threshold_2,threshold_3,most,authority,evidence,indicator
$own,1,"Đường, điện",Roads,1,Tỷ lệ đường cứng hóa,%,ge,70.5,90,80,,,Sở,Biên bản,
$own,1,"Đường, điện",Roads,2,Có quy hoạch,,judged,,,,,,,,
$own,2,Thu nhập,,1,Điểm,điểm,le,25,,,,30,,,
trong,22.000.000.000.000,Bộ chưa có chỉ tiêu,,modern,model,QĐ thử,,2015-01-01,,0,yes,,,,,,,,,,,,,,,
END
cat >"$work/groups.csv" <<END
unit,group,decision,valid_from,valid_to
$commune,2,QĐ thử,2015-01-01,2016-12-31
$commune,1,QĐ thử hai,2017-01-01,
END
cat >"$work/marks.csv" <<END
unit,set,on,what,criterion,no,value,met,asked,satisfied,day,note
$commune,thu,2016-06-30,open,,,,,,,,
$commune,thu,2016-06-30,own,1,1,79.999,,,,,
$commune,thu,2016-12-31,open,,,,,,,,
$commune,thu,2016-12-31,own,1,1,80,,,,,
$commune,thu,2016-12-31,own,1,2,,yes,,,,"đã có, số 1"
$commune,thu,2016-12-31,own,2,1,30,,,,,
$commune,thu,2016-12-31,residents,,,,,200,171,,Biên bản thử
$commune,thu,2016-12-31,sent,,,,,,,2017-01-10,
$commune,thu,2016-12-31,above,2,1,25,,,,,chấm lại
$commune,thu,2016-12-31,concluded,,,,,,,2017-01-20,Đạt
$commune,thu,2017-12-31,open,,,,,,,,
$commune,thu,2017-12-31,own,1,1,80,,,,,
$commune,thu,2017-12-31,own,1,2,,no,,,,
$commune,thu,2017-12-31,own,2,1,24,,,,,
$commune,thu,2017-12-31,sent,,,,,,,,
$commune,thu,2017-12-31,above,1,2,,no,,,,
$commune,thu,2017-12-31,returned,,,,,,,,Xem lại dòng 1.2
END
cat >"$work/recognitions.csv" <<END
unit,level,set,sheet_on,decision,decided_by,decided_on,valid_from,valid_to,withdrawn_by
$commune,standard,thu,2016-12-31,01/QĐ thử,Ủy ban thử,2017-02-01,2017-02-01,2018-01-31,02/QĐ thử
END
cat >"$work/plans.csv" <<END
unit,level,due,basis
$commune,model,2027-12-31,Kế hoạch thử
END
for pair in criteria:criteria criteria_groups:groups criteria_marks:marks recognitions:recognitions criteria_plans:plans; do
    file=$work/${pair#*:}.csv
    rows=$(($(wc -l <"$file") - 1))
    hn import "${pair%:*}" "$file" --data "$work/d"
    [ "$(grep -c -e ',new,' "$work/out")" -eq "$rows" ] &&
        hn import "${pair%:*}" "$file" --data "$work/d" && [ "$(grep -c ',same,' "$work/out")" -eq "$rows" ]
    verdict $? "${pair%:*}: go in, and are the same a second time"
    "$program" export "${pair%:*}" --data "$work/d" 2>"$work/err" | grep -F -x -f "$file" | cmp -s - "$file"
    verdict $? "${pair%:*}: and come out letter for letter"
done
cat >"$work/bad.csv" <<END
set,unit,set_name,level,legal_basis,valid_from,criterion,criterion_name,no,name,operator,threshold,threshold_1,most
thu3,,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,judged,,,
thu2,nowhere,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,judged,,,
thu2,$commune,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,judged,5,,
thu2,$commune,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,ge,,,
thu2,$commune,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,ge,5,6,5
thu2,$commune,Bộ thử,highest,QĐ,2015-01-01,1,A,1,B,ge,5,6,6
ntm-xa-2016,$commune,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,ge,5,6,6
thu2,$commune,Bộ thử,standard,QĐ,2015-01-01,1,A,1,B,ge,5,6,6
END
hn import criteria "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 6 ] && [ "$(grep -c ',new,' "$work/out")" -eq 2 ]
verdict $? "criteria: of nobody, judged by a number, without a threshold, beyond the most, of no level, a national set taken: refused"
cat >"$work/bad.csv" <<END
unit,set,on,what,criterion,no,value,met,asked,satisfied,day,note
$commune,thu,2016-06-30,own,1,1,100.001,,,,,
$commune,thu,2016-06-30,own,2,1,30.001,,,,,
$commune,thu,2016-06-30,own,2,1,-1,,,,,
$commune,thu,2016-06-30,own,2,1,,yes,,,,
$commune,thu,2016-06-30,own,3,1,1,,,,,
$commune,thu,2016-06-30,above,1,1,80,,,,,
$commune,thu,2016-06-30,sent,,,,,,,,
$commune,thu,2016-06-30,residents,,,,,10,11,,Biên bản
$commune,thu,2018-06-30,open,,,,,,,,
$commune,thu,2015-06-30,own,1,1,5,,,,,
$commune,thu,2016-12-31,own,1,1,81,,,,,
$commune,thu,2016-06-30,praised,,,,,,,,
$commune,thu,2016-06-30,own,2,1,30,,,,,
END
hn import criteria_marks "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 12 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "marks: above what can be, of no line, out of turn, on no day of the set, on no sheet, after the conclusion: refused"
cat >"$work/bad.csv" <<END
unit,level,set,sheet_on,decision,decided_by,decided_on,valid_from,valid_to,withdrawn_by
$commune,standard,thu,2016-12-31,03/QĐ,,2017-02-01,2017-02-01,,
$commune,standard,thu,2016-12-31,01/QĐ thử,Ủy ban thử,2017-02-01,2017-02-01,,
$commune,standard,thu,2016-06-30,03/QĐ,,2018-03-01,2018-03-01,,
$commune,standard,thu,2016-07-30,03/QĐ,,2018-03-01,2018-03-01,,
$commune,model,,,03/QĐ,,2017-03-01,2017-03-01,,
$commune,standard,,,,,2018-03-01,2018-03-01,,
$commune,standard,thu,2016-12-31,03/QĐ,,2018-03-01,2018-03-01,2018-05-31,
$commune,standard,thu,2016-12-31,03/QĐ,,2018-03-01,2018-03-01,2018-05-31,04/QĐ
END
hn import recognitions "$work/bad.csv" --dry-run --data "$work/d"
[ "$(grep -c ',bad,' "$work/out")" -eq 7 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "recognitions: twice, no longer withdrawn, on a sheet not concluded or not there, above nothing, without a decision: refused"
export_all "$work/d.out" --data "$work/d"
verdict $? "and all of it goes out"

# into WHAT ARGUMENTS…: everything of d.out into an empty store, and out again.
into() {
    local what=$1 kind bad=
    shift
    done_by "$what: init" init "$@"
    for kind in $kinds; do
        hn import "$kind" "$work/d.out/$kind.csv" "$@" || bad="$bad $kind"
    done
    [ -z "$bad" ]
    verdict $? "$what: takes every file$bad"
    rm -rf "$work/again"
    export_all "$work/again" "$@" && same "$work/d.out" "$work/again"
    verdict $? "$what: and gives every file back equal"
    done_by "$what: verify" verify "$@"
}
into sqlite --data "$work/e"

# The other formats have the same rows.
"$program" export people --format json --data "$work/d" >"$work/people.json" 2>"$work/err" &&
    [ "$(node -e 'const j = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log((j.rows || j).length)' "$work/people.json")" -eq \
        "$(($(wc -l <"$work/d.out/people.csv") - 1))" ]
verdict $? "JSON has as many rows"
"$program" export people --format xlsx --out "$work/people.xlsx" --data "$work/d" &&
    "$program" init --data "$work/x" >/dev/null 2>&1 &&
    hn import people "$work/people.xlsx" --data "$work/x" &&
    "$program" export people --data "$work/x" | cmp -s - "$work/d.out/people.csv"
verdict $? "XLSX goes in again and comes out equal"

# --- rows of meetings and attendance that cannot be ---
cell=$(awk -F, 'NR == 2 { print $1 }' "$work/d.out/meetings.csv")
day=$(awk -F, 'NR == 2 { print $4 }' "$work/d.out/meetings.csv")
start=$(awk -F, 'NR == 2 { print $5 }' "$work/d.out/meetings.csv")
stranger=$(awk -F, -v cell="$cell" 'NR > 1 && $2 != cell { print $1; exit }' "$work/d.out/memberships.csv")
cat >"$work/bad.csv" <<END
unit,kind,day,start,place
nowhere,ordinary,2017-01-05,19:00,x
$cell,party,2017-01-05,19:00,x
$cell,extraordinary,2017-01-05,25:00,x
$cell,extraordinary,1801-01-05,19:00,x
$cell,extraordinary,2017-01-05,19:00,x
END
hn import meetings "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 4 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "meetings: four rows that cannot be, each with its reason, and one that can"
cat >"$work/bad.csv" <<END
unit,kind,day,start,person,state
$cell,ordinary,$day,$start,$stranger,present
$cell,ordinary,$day,$start,nobody,present
$cell,ordinary,$day,$start,$stranger,asleep
$cell,ordinary,1999-01-01,$start,$stranger,present
END
hn import attendance "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 4 ]
verdict $? "attendance: of somebody else's cell, of nobody, in no state, at no meeting: refused"

# --- rows of papers, duties and tasks that cannot be ---
root=22.000.000.000.000
cat >"$work/bad.csv" <<END
unit,kind,origin,number,day,title,carries_out
nowhere,plan,own,90-KH/CB,2021-06-01,x,
$cell,directive,own,90-CT/CB,2021-06-01,x,
$cell,plan,own,90-KH/CB,2999-06-01,x,
$cell,plan,own,90-KH/CB,2021-06-01,,
$cell,plan,own,90-KH/CB,2021-06-01,x,$root 77-NQ/TU 2021-03-10
$cell,plan,own,90-KH/CB,2021-06-01,x,$root 09-NQ/TU 2021-03-10
END
hn import papers "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 5 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "papers: of nobody, of a kind a cell may not issue, of a day ahead, without a title, carrying out none: refused"
own=$(awk -F, -v cell="$cell" '$1 == cell && $2 == "plan" { print $1 " " $4 " " $5; exit }' "$work/d.out/papers.csv")
other=$(awk -F, -v cell="$cell" '$1 != cell && $2 == "plan" { print $1 " " $4 " " $5; exit }' "$work/d.out/papers.csv")
cat >"$work/bad.csv" <<END
unit,paper,sender,owes,sent_on,due,answer,answered_on
$cell,$root 77-NQ/TU 2021-03-10,$root,answer,2021-06-01,2021-07-01,,
$cell,$root 09-NQ/TU 2021-03-10,$root,money,2021-06-01,2021-07-01,,
$cell,$root 09-NQ/TU 2021-03-10,$root,answer,2021-06-01,2021-05-01,,
$root,$root 09-NQ/TU 2021-03-10,$cell,answer,2021-06-01,2021-07-01,,
$cell,$root 09-NQ/TU 2021-03-10,$root,answer,2021-06-01,2021-07-01,$other,2021-06-09
$cell,$root 09-NQ/TU 2021-03-10,$root,answer,2021-06-01,2021-07-01,$own,2021-06-09
END
hn import duties "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 5 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "duties: towards no paper, to nothing known, due before sent, of one above, met by another's plan: refused"
member=$(awk -F, -v cell="$cell" '$1 == cell { print $6; exit }' "$work/d.out/tasks.csv")
cat >"$work/bad.csv" <<END
unit,title,responsible,checker,set_on,due,state,closed_on
$cell,x,,,2021-06-01,2021-07-01,assigned,
$cell,x,nobody,,2021-06-01,2021-07-01,assigned,
$cell,x,$member,$member,2021-06-01,2021-07-01,assigned,
$cell,x,$member,,2021-06-01,2021-07-01,asleep,
$cell,x,$member,,2021-06-01,2021-07-01,done,
$cell,x,$member,,2021-06-01,2021-07-01,done,2021-06-20
END
hn import tasks "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 5 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "tasks: of nobody, of a stranger, checked by who does it, in no state, done on no day: refused"

# --- areas and who is in charge of them ---
member=$(awk -F, -v cell="$cell" 'NR > 1 && $2 == cell { print $1; exit }' "$work/d.out/memberships.csv")
cat >"$work/areas.csv" <<END
unit,kind,name,place,valid_from,valid_to
$cell,household_group,Nhóm hộ thử một,,2021-01-01,2021-05-31
$cell,household_group,Nhóm hộ thử một,,2021-06-01,
$cell,other,Cụm thử hai,,2021-01-01,
END
cat >"$work/charges.csv" <<END
unit,kind,name,person,role,decision,valid_from,valid_to
$cell,household_group,Nhóm hộ thử một,$member,lead,12-QĐ/CB,2021-06-01,2021-08-31
$cell,household_group,Nhóm hộ thử một,$member,help,,2021-09-01,
END
# Whatever areas the book has already, the lines brought in come out letter for letter.
hn import areas "$work/areas.csv" --data "$work/e" && hn import area_charges "$work/charges.csv" --data "$work/e" &&
    "$program" export areas --data "$work/e" 2>"$work/err" | grep -e ,name, -e ' thử ' | cmp -s - "$work/areas.csv" &&
    "$program" export area_charges --data "$work/e" 2>"$work/err" | grep -e ,name, -e ' thử ' | cmp -s - "$work/charges.csv"
verdict $? "areas and charges go in and come out equal"
cat >"$work/bad.csv" <<END
unit,kind,name,person,role,decision,valid_from,valid_to
nowhere,other,Cụm thử hai,$member,lead,,2021-06-01,
$cell,other,Cụm thử ba,$member,lead,,2021-06-01,
$cell,other,Cụm thử hai,nobody,lead,,2021-06-01,
$cell,other,Cụm thử hai,$member,boss,,2021-06-01,
$cell,household_group,Nhóm hộ thử một,$member,lead,,2021-05-01,2021-06-30
$cell,other,Cụm thử hai,$member,lead,,2021-06-01,
END
hn import area_charges "$work/bad.csv" --dry-run --data "$work/e"
[ "$(grep -c ',bad,' "$work/out")" -eq 5 ] && [ "$(grep -c ',new,' "$work/out")" -eq 1 ]
verdict $? "charges: of no unit, of no area, of nobody, in no role, beyond the area's days: refused"

# --- backup and restore ---
done_by "a backup" backup "$work/b" --data "$work/d"
mkdir -m 700 "$work/r"
cp "$work/d/keys" "$work/r/keys"
done_by "is restored into a folder with only the keys" restore "$work/b" --data "$work/r"
done_by "verify" verify --data "$work/r"
rm -rf "$work/again"
export_all "$work/again" --data "$work/r" && same "$work/d.out" "$work/again"
verdict $? "every export is equal"
refused 1 "" "restoring over it" restore "$work/b" --data "$work/r"
size=$(stat -c %s "$work/b")
damage() {
    rm -rf "$work/dmg"
    mkdir -m 700 "$work/dmg"
    cp "$work/d/keys" "$work/dmg/keys"
    refused 1 "" "$1 is refused" restore "$work/bad" --data "$work/dmg"
    [ "$(ls -A "$work/dmg")" = keys ]
    verdict $? "and nothing is left of it"
}
for at in 3 $((size / 2)) $((size - 5)); do
    cp "$work/b" "$work/bad"
    byte=$(od -An -tu1 -j "$at" -N 1 "$work/bad")
    # shellcheck disable=SC2059
    printf "\\x$(printf %x $(((byte + 1) % 256)))" | dd of="$work/bad" bs=1 seek="$at" conv=notrunc status=none
    damage "a backup with byte $at changed"
done
head -c $((size - 100)) "$work/b" >"$work/bad"
damage "a backup cut short"
: >"$work/bad"
damage "an empty backup"
mkdir -m 700 "$work/other"
"$program" init --data "$work/otherkeys" >/dev/null 2>&1
cp "$work/otherkeys/keys" "$work/other/keys"
refused 1 "" "a backup of other keys" restore "$work/b" --data "$work/other"

# --- the log ---
cp -r "$work/d" "$work/t"
done_by "the log of a copy holds together" audit verify --data "$work/t"
sed -i 's/demo\.fill/demo.file/' "$work/t/hatnhan.db"
refused 1 "" "one word of one line changed behind its back is found" audit verify --data "$work/t"
hn verify --data "$work/t"
[ $? -eq 1 ]
verdict $? "by verify too"

# --- PostgreSQL ---
if [ -n "${HN_TEST_PG-}" ] && command -v psql >/dev/null; then
    new_database && done_by "postgres: init" init --data "$work/pp" --store "$url" &&
        places_of postgres "$work/pp" --store "$url"
    new_database && into postgres --data "$work/pe" --store "$url"
    new_database
    mkdir -m 700 "$work/pr"
    cp "$work/d/keys" "$work/pr/keys"
    done_by "a backup of SQLite goes into PostgreSQL" restore "$work/b" --data "$work/pr" --store "$url"
    done_by "verify there" verify --data "$work/pr" --store "$url"
    rm -rf "$work/again"
    export_all "$work/again" --data "$work/pr" --store "$url" && same "$work/d.out" "$work/again"
    verdict $? "every export is equal there"
    done_by "a backup of it" backup "$work/pb" --data "$work/pr" --store "$url"
    mkdir -m 700 "$work/back"
    cp "$work/d/keys" "$work/back/keys"
    done_by "goes back into SQLite" restore "$work/pb" --data "$work/back"
    rm -rf "$work/again"
    export_all "$work/again" --data "$work/back" && same "$work/d.out" "$work/again"
    verdict $? "and is still equal"
    done_by "its log too" audit verify --data "$work/back"
    hn verify --data "$work/pr" --store "${HN_TEST_PG/\/postgres\?/\/nosuch_$$\?}"
    [ $? -eq 1 ]
    verdict $? "a database that is not there is refused"
else
    echo "ok $((count += 1)) - postgres # SKIP no server"
fi
plan
