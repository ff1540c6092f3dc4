// figures.mjs DB DIR: the rows that `hatnhan bench --indicators` wrote, for the same question in plain SQL: DIR/value.csv, and
// DIR/closure.csv: who stood at or below each child of the root over which days, and those children of the root of today.
// Prints the root and the two indicators.
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3')
const [file, dir] = process.argv.slice(2)
const db = new Database(file, { readonly: true })
db.defaultSafeIntegers(true)

const OPEN = '9223372036854775807'
const today = Math.floor((Date.now() / 1000 + 7 * 3600) / 86400)
const root = db
  .prepare(`SELECT unit_id FROM unit_version WHERE parent_id = 0 AND valid_to > ${today} AND known_to = ${OPEN} ORDER BY unit_id`)
  .pluck()
  .get()
const children = `SELECT unit_id FROM unit_version WHERE parent_id = ${root} AND valid_from <= ${today} AND valid_to > ${today}
  AND known_to = ${OPEN}`
const indicators = db.prepare(`SELECT DISTINCT indicator_id FROM indicator_value WHERE known_to = ${OPEN} AND indicator_id IN
  (SELECT id FROM indicator WHERE code LIKE 'do.%') ORDER BY 1`).pluck().all()

const write = (name, sql) => {
  const out = createWriteStream(`${dir}/${name}.csv`)
  for (const row of db.prepare(sql).raw().iterate()) out.write(`${row.join(',')}\n`)
  out.end()
}
write('closure', `SELECT anc, des, valid_from, valid_to FROM unit_closure WHERE known_to = ${OPEN} AND anc IN (${children})
  UNION SELECT ${root}, unit_id, 0, 2147483647 FROM (${children})`)
write('value', `SELECT indicator_id, unit_id, period_from, period_to, value_milli FROM indicator_value WHERE known_to = ${OPEN}
  AND indicator_id IN (${indicators.join(',')})`)
console.log(`${root} ${indicators.slice(-2).join(',')}`)
