// peer.mjs DB PORT CELL_HTML LIST_HTML: the peer in Node: http and better-sqlite3, a cell's page and its list of members.
//
// It asks the same database the same things and sends pages of the same bytes, the rows filled in anew. What hatnhan does
// besides (rights over the unit, validators, safety headers by page, the audit's looks) it leaves out.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3')
const [file, port, cellFile, listFile] = process.argv.slice(2)
const db = new Database(file, { readonly: true })
db.defaultSafeIntegers(true)
db.pragma('cache_size = -6144')

const at = (t) => `${t}.valid_from <= $on AND ${t}.valid_to > $on AND ${t}.known_to = 9223372036854775807`
const members = `FROM membership m CROSS JOIN standing s WHERE m.unit_id = $unit AND ${at('m')}
  AND s.person_id = m.person_id AND ${at('s')} AND s.standing IN ('official', 'probationary')`
const sql = {
  session: db.prepare(`SELECT account_id FROM session WHERE id = (SELECT max(id) FROM session)`),
  unit: db.prepare(`SELECT v.* FROM unit_code c JOIN unit_version v ON v.unit_id = c.unit_id WHERE c.code = $code AND ${at('v')}`),
  above: db.prepare(`SELECT v.code, v.name FROM unit_closure k CROSS JOIN unit_version v WHERE k.des = $unit AND ${at('k')}
    AND k.depth > 0 AND v.unit_id = k.anc AND ${at('v')} ORDER BY k.depth DESC`),
  figures: db.prepare(`SELECT count(*) AS members, count(*) FILTER (WHERE s.standing = 'official') AS official,
    count(*) FILTER (WHERE b.sex = 'female') AS women, count(*) FILTER (WHERE b.ethnicity NOT IN ('kinh', '')) AS minority,
    count(*) FILTER (WHERE a.activity LIKE '%exempt') AS exempt
    FROM membership m CROSS JOIN standing s LEFT JOIN person_basic b ON b.person_id = m.person_id AND ${at('b')}
    LEFT JOIN activity a ON a.person_id = m.person_id AND ${at('a')}
    WHERE m.unit_id = $unit AND ${at('m')} AND s.person_id = m.person_id AND ${at('s')}
    AND s.standing IN ('official', 'probationary')`),
  offices: db.prepare(`SELECT o.office, b.full_name, p.code FROM office o JOIN person_basic b ON b.person_id = o.person_id
    AND ${at('b')} JOIN person p ON p.id = o.person_id WHERE o.unit_id = $unit AND ${at('o')} ORDER BY b.sort_key`),
  past: db.prepare('SELECT valid_from, valid_to, name FROM unit_version WHERE unit_id = $unit ORDER BY valid_from'),
  total: db.prepare(`SELECT count(*) AS n ${members}`),
  list: db.prepare(`SELECT p.code, b.full_name, b.birth_date, b.sex, s.standing, coalesce(a.activity, '') AS activity,
    b.admit_date, coalesce((SELECT o.office FROM office o WHERE o.person_id = m.person_id AND o.unit_id = m.unit_id
      AND ${at('o')} LIMIT 1), '') AS office
    FROM membership m CROSS JOIN person_basic b JOIN standing s ON s.person_id = m.person_id AND ${at('s')}
    LEFT JOIN activity a ON a.person_id = m.person_id AND ${at('a')} JOIN person p ON p.id = m.person_id
    WHERE m.unit_id = $unit AND ${at('m')} AND b.person_id = m.person_id AND ${at('b')}
    AND s.standing IN ('official', 'probationary') ORDER BY b.sort_key, b.birth_date, m.person_id LIMIT 50`)
}

const marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const esc = (text) => String(text).replace(/[&<>"']/g, (c) => marks[c])
const on = BigInt(Math.floor((Date.now() + 7 * 3600e3) / 86400e3))

// A sample of each page, with its rows taken out: what stands around them is the same.
const cell = readFileSync(cellFile, 'utf8')
const list = readFileSync(listFile, 'utf8')
const listHead = list.slice(0, list.indexOf('<tbody'))
const listTail = list.slice(list.lastIndexOf('</tbody>'))

function showCell (unit) {
  const args = { unit: unit.unit_id, on }
  const f = sql.figures.get(args)
  const body = sql.above.all(args).map((u) => `<li><a href="/to-chuc/${esc(u.code)}">${esc(u.name)}</a></li>`).join('') +
    Object.entries(f).map(([k, v]) => `<dt>${esc(k)}</dt><dd>${v}</dd>`).join('') +
    sql.offices.all(args).map((o) => `<li><a href="/dang-vien/${esc(o.code)}">${esc(o.full_name)}</a> ${esc(o.office)}</li>`).join('') +
    sql.past.all({ unit: unit.unit_id }).map((v) => `<li>${v.valid_from} ${esc(v.name)}</li>`).join('')
  return body + cell.slice(body.length)
}

function showList (unit) {
  const args = { unit: unit.unit_id, on }
  const rows = sql.list.all(args).map((m) =>
    `<tr class="govuk-table__row"><td class="govuk-table__cell"><a class="govuk-link" href="/dang-vien/${esc(m.code)}">${esc(m.full_name)}</a></td>` +
    `<td class="govuk-table__cell">${m.birth_date}</td><td class="govuk-table__cell">${esc(m.sex)}</td>` +
    `<td class="govuk-table__cell"><a class="govuk-link" href="/to-chuc/${esc(unit.code)}">${esc(unit.name)}</a></td>` +
    `<td class="govuk-table__cell">${esc(m.standing)}</td><td class="govuk-table__cell">${esc(m.activity)}</td>` +
    `<td class="govuk-table__cell">${esc(m.office)}</td><td class="govuk-table__cell">${m.admit_date}</td></tr>`).join('')
  return listHead + sql.total.get(args).n + '<tbody>' + rows + listTail
}

createServer((request, answer) => {
  const [, , code, what] = request.url.split('/')
  const unit = sql.session.get() && sql.unit.get({ code, on })
  if (!unit) return answer.writeHead(404).end()
  const body = what ? showList(unit) : showCell(unit)
  answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(body) })
  answer.end(body)
}).listen(Number(port), '127.0.0.1')
