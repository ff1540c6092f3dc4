// burst.mjs URL FILE RATE SECONDS KNOWN: secretaries save the attendance of their meetings, each once, as phones do: all
// members of the cell in one request of ops, by a token of their own. They come at random (exponential gaps) at RATE a
// second for SECONDS. FILE holds a line for each: token, meeting, members (hatnhan bench --secretaries N).
//
// Prints "saved requests errors p50 p99 max" in ms, and writes to KNOWN what was acknowledged, for `burst.mjs check`.
// burst.mjs check URL FILE KNOWN: after the server was killed and started again, is every acknowledged line there?
import { readFileSync, writeFileSync } from 'node:fs'

const secretaries = (file) =>
  readFileSync(file, 'utf8').trim().split('\n').map((line) => {
    const [token, meeting, members] = line.split('\t')
    return { token, meeting, members: members ? members.split(',') : undefined }
  })
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const headers = (one) => ({ authorization: `Bearer ${one.token}`, accept: 'application/json', 'content-type': 'application/json' })

async function save(url, one, nth) {
  const ops = one.members.map((person, i) => ({
    key: `bench-${one.meeting}-${i}`, what: 'attendance', item: person, base: 0, at: new Date().toISOString(),
    value: i > 1 && i % 9 === nth % 9 ? 'excused' : 'present', text: ''
  }))
  const began = performance.now()
  const answer = await fetch(`${url}/ky-hop/${one.meeting}/ghi`, { method: 'POST', headers: headers(one), body: JSON.stringify(ops) })
  const text = await answer.text()
  const ms = performance.now() - began
  if (answer.status !== 200) return { ms, error: `${answer.status} ${text.slice(0, 200)}` }
  const bad = JSON.parse(text).find((a) => a.status !== 'saved')
  if (bad) return { ms, error: JSON.stringify(bad) }
  return { ms, known: ops.map((op) => [op.item, op.value]) }
}

async function burst(url, file, rate, seconds, known) {
  const all = secretaries(file)
  if (!all[0].token || !all[0].members) throw new Error('no secretaries in ' + file)
  const wanted = Math.min(all.length, Math.round(rate * seconds))
  const running = []
  let due = performance.now()
  for (let i = 0; i < wanted; i++) {
    due += (-Math.log(1 - Math.random()) * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    running.push(save(url, all[i], i).catch((e) => ({ ms: 0, error: String(e) })))
  }
  const done = await Promise.all(running)
  const errors = done.filter((d) => d.error)
  const ms = done.filter((d) => !d.error).map((d) => d.ms).sort((a, b) => a - b)
  for (const e of errors.slice(0, 3)) console.error(`burst: ${e.error}`)
  writeFileSync(known, JSON.stringify(done.map((d) => d.known ?? null)))
  const lines = done.reduce((n, d) => n + (d.known?.length ?? 0), 0)
  console.log(`${lines} ${wanted} ${errors.length} ${at(ms, 0.5).toFixed(1)} ${at(ms, 0.99).toFixed(1)} ${ms[ms.length - 1].toFixed(1)}`)
}

async function check(url, file, known) {
  const all = secretaries(file)
  const acknowledged = JSON.parse(readFileSync(known, 'utf8'))
  let lines = 0, missing = 0
  for (let i = 0; i < acknowledged.length; i++) {
    if (!acknowledged[i]) continue
    const answer = await fetch(`${url}/ky-hop/${all[i].meeting}/diem-danh`, { headers: headers(all[i]) })
    const body = await answer.text()
    const rows = answer.status === 200 ? JSON.parse(body).rows : []
    const stands = new Map(rows.map((r) => [String(r.person?.id ?? r.person ?? r.id), r.state]))
    for (const [person, state] of acknowledged[i]) {
      lines++
      if (stands.get(person) !== state) missing++
    }
  }
  console.log(`${lines} ${missing}`)
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'check') await check(...rest)
else await burst(first, rest[0], Number(rest[1]), Number(rest[2]), rest[3])
