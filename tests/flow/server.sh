#!/usr/bin/env bash
# server.sh: proves that commands work beside a running server and it hears of what they did; that one folder has one
# server; that made-up data are served on this machine alone; that what was acknowledged is there after kill -9; and
# that a full disk and a folder one may not write to refuse writing, not reading, and recover.
. "$(dirname "$0")/../support/flow.sh"

d=$work/d
cell=22.200.004.000.001

# A small demo on a small disk of its own where root may make one, so that it can be filled.
mkdir "$d"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=96m,mode=700 tmpfs "$d" 2>/dev/null; then
    flow_mount=$d
fi
done_by "a small demo" demo --size small --fill-only --data "$d"

# --- guards ---
for address in 0.0.0.0:0 192.0.2.1:0 '[::]:0'; do
    refused 1 "$address" "made-up data at $address" serve --data "$d" --listen "$address"
    refused 1 "$address" "nor by demo" demo --size small --data "$d" --listen "$address"
done
refused 1 "" "an address that is none" serve --data "$d" --listen nonsense

# --- beside a server ---
serve "$d"
verdict $? "a server"
refused 1 "" "a second one on its folder" serve --data "$d" --listen 127.0.0.1:0
refused 1 "" "restore under it" restore "$work/nothing" --data "$d"
[ "$(curl -s "$base/healthz")" = ok ]
verdict $? "the first goes on"
done_by "a token beside it" user token xatanbinh --data "$d"
token=$(cat "$work/out")
ask() {
    local path=$1
    shift
    curl -s -o "$work/out" -w '%{http_code}' -H "Authorization: Bearer $token" -H 'Accept: application/json' "$@" \
        "$base$path"
}
# new_member NAME: the status of entering a member of the cell.
new_member() {
    ask "/to-chuc/$cell/dang-vien" -X POST -H 'Content-Type: application/json' -d '{"full_name":"'"$1"'",
        "sex":"male","birth_date":"1990-01-02","ethnicity":"kinh","occupation":"Nông dân","standing":"probationary",
        "admit_date":"2021-06-01","from":"2021-06-01","decision":"1-QĐ","someone_else":"1"}'
}
members() {
    ask "/to-chuc/$cell" >/dev/null
    node -e 'console.log(JSON.parse(require("fs").readFileSync(process.argv[1])).counts.members)' "$work/out"
}
[ "$(ask "/to-chuc/$cell")" = 200 ]
verdict $? "the server takes it at once"
before=$(members)
for kind in places units people memberships offices; do
    done_by "export $kind" export "$kind" --out "$work/$kind.csv" --data "$d"
done
"$program" audit export --data "$d" >"$work/log" 2>"$work/err" && grep -q "|export.people|$(($(wc -l <"$work/people.csv") - 1))|" "$work/log"
verdict $? "the log has the export with its number of rows"
done_by "an export of one unit" export people --unit "$cell" --data "$d"
rows=$(($(wc -l <"$work/out") - 1))
"$program" audit export --data "$d" >"$work/log" 2>"$work/err" &&
    grep '|export.people|' "$work/log" | tail -1 | awk -F'|' -v rows=$rows '{ exit !($5 == rows && $7 > 0) }'
verdict $? "and that with its unit"
printf 'code,full_name,sex,birth_date\nTHU001,Lê Văn Thử,male,1990-01-02\n' >"$work/one.csv"
printf 'person,unit,standing,valid_from\nTHU001,%s,probationary,2021-06-01\n' "$cell" >"$work/one-m.csv"
done_by "import people" import people "$work/one.csv" --data "$d"
done_by "import memberships" import memberships "$work/one-m.csv" --data "$d"
[ "$(members)" = $((before + 1)) ]
verdict $? "the server counts one more at once"
"$program" import people - --data "$d" >"$work/out" 2>"$work/err" <<<"code,full_name
,x"
[ $? -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ]
verdict $? "a bad table is refused through the server, in one line"
refused 1 "ZZ" "a unit nobody knows" export people --unit ZZ --out "$work/zz.csv" --data "$d"
[ ! -e "$work/zz.csv" ] && [ ! -e "$work/zz.csv.part" ]
verdict $? "leaves no file"
done_by "an account" user add lan --data "$d"
done_by "a backup" backup "$work/b" --data "$d"
done_by "verify" verify --data "$d"
done_by "audit verify" audit verify --data "$d"
done_by "access ask" access ask xatanbinh edit_member "$cell" --data "$d"
[ "$(stat -c %a "$d/ctl")" = 600 ]
verdict $? "the socket is its owner's alone"

# --- full disk ---
if [ -n "${flow_mount-}" ]; then
    case $(new_member 'Lê Văn Trước') in 20* | 303) true ;; *) false ;; esac
    verdict $? "with room there is writing"
    dd if=/dev/zero of="$d/filler" bs=4k 2>/dev/null
    answers=
    # The log beside the database has some room left from before; then there is none.
    for _ in $(seq 40); do answers="$answers $(new_member 'Lê Văn Đầy')"; done
    case $answers in *503) true ;; *) false ;; esac
    verdict $? "a full disk: writing is answered 503:$answers"
    [ "$(curl -s -o /dev/null -w '%{http_code}' "$base/tro-giup")" = 200 ] &&
        [ "$(ask "/to-chuc/$cell")" = 200 ]
    verdict $? "reading goes on"
    rm "$d/filler"
    sleep 1
    case $(new_member "Lê Văn Lại") in 20* | 303) true ;; *) false ;; esac
    verdict $? "and with room again so does writing"
    done_by "verify" verify --data "$d"
else
    echo "ok $((count += 1)) - full disk # SKIP only root may make a small disk"
fi

# --- kill -9 ---
[ -z "${flow_mount-}" ] || mount -o remount,size=1g "$d"
cat >"$work/write.mjs" <<'JS'
// Enters members one after another from several hands, saying each acknowledged one, until the server is gone.
const [, , base, token, cell, round] = process.argv
let n = 0
async function hand() {
    for (;;) {
        const occupation = `vòng ${round} số ${++n}`
        try {
            const answer = await fetch(`${base}/to-chuc/${cell}/dang-vien`, {
                method: 'POST', redirect: 'manual',
                headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json' },
                body: JSON.stringify({ full_name: 'Lê Văn Thử', sex: 'male', birth_date: '1990-01-02', ethnicity: 'kinh',
                    occupation, standing: 'probationary', admit_date: '2021-06-01', from: '2021-06-01', decision: '1-QĐ',
                    someone_else: '1' }),
            })
            await answer.text()
            if (answer.status < 400) console.log(occupation)
            else if (answer.status !== 503 && answer.status !== 429) { console.error(answer.status); return }
        } catch { return }
    }
}
await Promise.all(Array.from({ length: 8 }, hand))
JS
said=0 lost= broken=
for round in 1 2 3 4 5; do
    node "$work/write.mjs" "$base" "$token" "$cell" $round >"$work/acked.$round" 2>"$work/err" &
    writer=$!
    for _ in $(seq 100); do
        [ -s "$work/acked.$round" ] && break
        sleep 0.05
    done
    sleep 0.$((round * 2 - 1))
    kill -9 "$server_pid" 2>/dev/null || broken="$broken died$round"
    wait "$server_pid" 2>/dev/null
    wait "$writer"
    serve "$d" || { broken="$broken start$round"; break; }
    "$program" export people --data "$d" >"$work/people.csv" 2>"$work/err" ||
        broken="$broken export$round: $(tail -1 "$work/err")"
    while read -r one; do
        grep -qF ",$one," "$work/people.csv" || lost="$lost $one;"
        said=$((said + 1))
    done <"$work/acked.$round"
    "$program" verify --data "$d" >"$work/out" 2>"$work/err" || broken="$broken verify$round"
done
[ "$said" -ge 5 ] && [ -z "$lost" ]
verdict $? "kill -9 five times: all $said acknowledged members are there${lost:0:200}"
[ -z "$broken" ]
verdict $? "and each time the store and the log are whole$broken"

# --- end ---
stop
[ ! -e "$d/ctl" ]
verdict $? "a server that ends takes its socket along"
done_by "and commands go on without it" verify --data "$d"
touch "$d/ctl"
done_by "what is no socket is no server" user token xatanbinh --data "$d"
rm "$d/ctl"

# --- a folder one may not write to ---
if [ -n "${flow_mount-}" ] && mount -o remount,ro "$d" 2>/dev/null; then
    hn export units --data "$d"
    [ $? -eq 1 ]
    verdict $? "an export, which owes a line of log, is refused on a disk that takes no writing"
    hn user add minh --data "$d"
    [ $? -eq 1 ]
    verdict $? "so is an account"
    hn rights --data "$d"
    verdict $? "rights are read"
    hn verify --data "$d"
    verdict $? "and verified"
    mount -o remount,rw "$d"
    done_by "afterwards all is as before" user add minh --data "$d"
fi
plan
