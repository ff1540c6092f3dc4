// check-style.mjs [ROOT]: the rules of the house that no compiler knows. Prints file:line: what, and ends with
// status 1 when a rule is broken. tests/style.sh breaks each rule once and sees it refused.
//
//   floors     #include lines point down: base < store, http, file, print < subjects < report, census, demo < web, cli
//   edges      sqlite3.h and libpq-fe.h in store/ only, microhttpd.h in http/ only
//   calls      functions that overrun, forget or block; malloc and free outside base/
//   sql        SQL stands as a literal in a struct hn_sql and is never put together at run time
//   html       markup comes from templates, raw output from listed templates
//   size       functions of at most 80 lines, files of at most 500
//   opening    each source opens by saying what it is for
//   deeds      what is written into the log has a text, so that whoever reads the log reads words
//   words      no notes to oneself, no lock file that names a host
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

const root = process.argv[2] ?? '.'
const faults = []
const fault = (file, line, text) => faults.push(`${file}:${line}: ${text}`)

function trackedFiles () {
  const out = execFileSync('git', ['-C', root, 'ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return out.split('\0').filter((f) => f && existsSync(join(root, f)) && statSync(join(root, f)).isFile())
}

// Comments become spaces; with keepStrings false, the insides of strings and characters too. Lines stay.
function strip (text, keepStrings) {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g
  return text.replace(pattern, (m) => {
    if (m[0] === '/') return m.replace(/[^\n]/g, ' ')
    return keepStrings ? m : m[0] + m.slice(1, -1).replace(/[^\n]/g, ' ') + m[0]
  })
}

const lineOf = (text, at) => text.slice(0, at).split('\n').length

// --- floors -------------------------------------------------------------------------------------------

const FLOOR = { base: 0, store: 1, http: 1, file: 1, print: 1, report: 3, census: 3, demo: 3, web: 4, cli: 4 }
const floorOf = (folder) => FLOOR[folder] ?? 2
const subjectLinks = new Map()

function checkIncludes (file, text) {
  const parts = file.split('/')
  const from = parts.length > 2 ? parts[1] : null // sources directly in src/ tie all floors together
  for (const m of text.matchAll(/^[ \t]*#[ \t]*include[ \t]+["<]([^">]+)[">]/gm)) {
    const line = lineOf(text, m.index)
    const target = m[1]
    if (/^(sqlite3|libpq-fe)\.h$/.test(target) && from !== 'store') fault(file, line, `${target} is for store/ alone`)
    if (target === 'microhttpd.h' && from !== 'http') fault(file, line, `${target} is for http/ alone`)
    if (!from) continue
    const to = target.includes('/') && existsSync(join(root, 'src', target)) ? target.split('/')[0] : null
    if (/^view_\w+\.h$/.test(target) && from !== 'web') fault(file, line, 'views are for web/ alone')
    if (!to || to === from) continue
    if (floorOf(to) > floorOf(from)) fault(file, line, `${from}/ includes ${target}, which stands higher`)
    else if (floorOf(to) === floorOf(from) && floorOf(to) !== 2) {
      if (!(from === 'file' || to === 'file')) fault(file, line, `${from}/ includes ${target} of the same floor`)
    } else if (floorOf(to) === 2 && floorOf(from) === 2) {
      if (!subjectLinks.has(from)) subjectLinks.set(from, new Map())
      subjectLinks.get(from).set(to, `${file}:${line}`)
    }
    if (to === 'http' && !['web', 'http'].includes(from)) fault(file, line, 'http/ is for web/ alone')
  }
}

// Subjects may lean on one another, but never in a ring.
function checkRings () {
  const done = new Set()
  const walk = (folder, path) => {
    if (path.includes(folder)) {
      const ring = [...path.slice(path.indexOf(folder)), folder]
      const [file, line] = subjectLinks.get(ring[0]).get(ring[1]).split(':')
      fault(file, line, `subjects include each other in a ring: ${ring.join(' → ')}`)
      return
    }
    if (done.has(folder)) return
    for (const next of subjectLinks.get(folder)?.keys() ?? []) walk(next, [...path, folder])
    done.add(folder)
  }
  for (const folder of subjectLinks.keys()) walk(folder, [])
}

// --- calls, SQL, HTML ---------------------------------------------------------------------------------

const BANNED = /(?<![\w.>])(strcpy|strcat|stpcpy|sprintf|vsprintf|atoi|atol|atoll|atof|strtok|strtok_r|gets|system|popen|rand|srand|random|alloca|tmpnam|mktemp|localtime|gmtime|ctime|asctime)\s*\(/g
const MEMORY = /(?<![\w.>])(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|aligned_alloc|posix_memalign)\s*\(/g
// A span may be measured anywhere; what day or hour it is, only base/ knows, so that a test can choose it.
const CLOCK = /(?<![\w.>])(time|gettimeofday|clock_gettime\s*\(\s*CLOCK_REALTIME)\s*[(,]/g
const SQL_TEXT = /"(?:\\.|[^"\\\n])*"/g
const SQL_VERB = /^"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s|CREATE\s+(TABLE|INDEX)\s|DROP\s|ALTER\s+TABLE\s)/
const MARKUP = /<\/?(a|b|p|div|span|tr|td|th|table|ul|li|ol|dl|dt|dd|h[1-6]|svg|g|rect|path|text|title|script|style|input|form|button|label|select|option|html|head|body|br|img|main|nav|section)(\s|>|\/>)/
const MARKUP_ALLOWED = /^src\/(web\/out\.c|file\/xlsx\w*\.c)$/

function checkCalls (file, code) {
  for (const m of code.matchAll(BANNED)) fault(file, lineOf(code, m.index), `${m[1]}() is a call we avoid`)
  if (!file.startsWith('src/base/')) {
    for (const m of code.matchAll(MEMORY)) fault(file, lineOf(code, m.index), `${m[1]}() belongs to base/; memory comes from the arena`)
    for (const m of code.matchAll(CLOCK)) fault(file, lineOf(code, m.index), 'only base/ asks the clock')
  }
}

function checkLiterals (file, text, code) {
  const store = file.startsWith('src/store/')
  for (const m of text.matchAll(SQL_TEXT)) {
    if (!store && SQL_VERB.test(m[0])) {
      const before = code.slice(Math.max(0, m.index - 4000), m.index)
      const statement = before.slice(before.lastIndexOf(';') + 1)
      if (!/\bhn_sql\b|\.text\s*=|\.postgres\s*=|#\s*define\b/.test(statement)) {
        fault(file, lineOf(text, m.index), 'SQL outside a struct hn_sql')
      }
    }
    if (MARKUP.test(m[0]) && !MARKUP_ALLOWED.test(file)) fault(file, lineOf(text, m.index), 'markup in C; it belongs in a template')
  }
  if (store) return
  for (const m of code.matchAll(/\.(text|postgres)\s*=\s*([^\s"A-Z(][^,}\s]*)/g)) {
    if (m[2] !== 'NULL' && /struct hn_sql|hn_sql\s*\)/.test(code.slice(Math.max(0, m.index - 300), m.index))) {
      fault(file, lineOf(code, m.index), `.${m[1]} of a statement must be a literal`)
    }
  }
}

function rawAllowed () {
  const list = join(root, 'scripts/raw-allowed.txt')
  if (!existsSync(list)) return new Set()
  return new Set(readFileSync(list, 'utf8').split('\n').filter((l) => l && l[0] !== '#').map((l) => l.split(/\s+/)[0]))
}

function checkTemplate (file, text, allowed) {
  if (allowed.has(file)) return
  for (const m of text.matchAll(/\|\s*raw\b/g)) fault(file, lineOf(text, m.index), '| raw in a template that scripts/raw-allowed.txt does not list')
}

// --- size and opening ---------------------------------------------------------------------------------

const MAX_FUNCTION = 80
const MAX_FILE = 500

function checkSize (file, text) {
  const lines = text.split('\n')
  if (lines.length - 1 > MAX_FILE) fault(file, lines.length - 1, `${lines.length - 1} lines; a file has at most ${MAX_FILE}`)
  let start = -1
  lines.forEach((line, i) => {
    if (line === '{') start = i
    else if (line[0] === '}' && start >= 0) {
      if (i - start + 1 > MAX_FUNCTION) fault(file, start + 1, `a function of ${i - start + 1} lines; at most ${MAX_FUNCTION}`)
      start = -1
    }
  })
}

// A test opens with what it proves; all else with its own name and what it is for.
function checkOpening (file, text) {
  if (file.startsWith('tests/')) {
    if (!text.startsWith('/* ')) fault(file, 1, 'does not open with a comment that says what it proves')
    return
  }
  if (!text.startsWith(`/* ${basename(file)}`)) fault(file, 1, `does not open with "/* ${basename(file)}: what it is for"`)
}

// --- words --------------------------------------------------------------------------------------------

// --- deeds ---------------------------------------------------------------------------------------------

const texts = join(root, 'web/text/en.txt')
const deeds = existsSync(texts) && new Set(readFileSync(texts, 'utf8').match(/^deed\.[\w.]+/gm) ?? [])

function checkDeeds (file, text) {
  if (!deeds) return
  for (const call of text.matchAll(/\bhn_(?:\w+_)?audit\w*\([^;{]*;/g)) {
    for (const [, deed] of call[0].matchAll(/"([a-z_]+\.[a-z_]+)"/g)) {
      if (!deeds.has(`deed.${deed}`)) fault(file, lineOf(text, call.index), `the log has no words for deed.${deed}`)
    }
  }
}

const NOTES = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`)
const PLACES = new RegExp(['(?<![\\w.])/wo' + 'rk/(shared|wt|main|brief)', 'registry\\.npm' + 'js'].join('|'))
const TEXT_FILE = /(\.(c|h|mjs|js|sh|md|txt|sql|tmpl|scss|json|1|service|socket|csv)|\/run|Makefile|install-deps|check)$/

function checkWords (file, text) {
  text.split('\n').forEach((line, i) => {
    if (NOTES.test(line)) fault(file, i + 1, 'a note to oneself; finish it or file it')
    if (PLACES.test(line)) fault(file, i + 1, 'names a place that only one machine knows')
  })
  if (basename(file) === 'package-lock.json' && text.includes('"resolved"')) fault(file, 1, 'the lock file names a host: npm must omit "resolved"')
}

// ------------------------------------------------------------------------------------------------------

const allowed = rawAllowed()
for (const file of trackedFiles()) {
  if (!TEXT_FILE.test(file)) continue
  const text = readFileSync(join(root, file), 'utf8')
  checkWords(file, text)
  if (/^web\/view\/.*\.tmpl$/.test(file)) checkTemplate(file, text, allowed)
  if (/^(src|gen|tests)\/.*\.[ch]$/.test(file)) checkOpening(file, text)
  if (!/^(src|gen)\/.*\.[ch]$/.test(file)) continue
  checkSize(file, text)
  if (!file.startsWith('src/')) continue
  const withStrings = strip(text, true)
  const code = strip(text, false)
  checkIncludes(file, withStrings)
  checkCalls(file, code)
  checkDeeds(file, withStrings)
  if (file.endsWith('.c')) checkLiterals(file, withStrings, code)
}
checkRings()
for (const one of faults) console.error(one)
if (faults.length) {
  console.error(`check-style: ${faults.length} found`)
  process.exit(1)
}
