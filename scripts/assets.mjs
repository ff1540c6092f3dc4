// assets.mjs OUT: makes what browsers are sent. Sass and esbuild build web/asset/ with the pinned packages
// of npm; each file is named by its content and stored plain, as brotli and as gzip, since these are
// compressed once here and never again. OUT/manifest has a line for each:
//   logical-name TAB path TAB content-type TAB etag TAB file (with file.br and file.gz beside it)
// gen/asset.c turns it into C. Fails when a file passes its budget on the wire.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import esbuild from 'esbuild'
import * as sass from 'sass'

const out = process.argv[2] ?? 'build/asset'
const KB = 1024
// Bytes of the brotli form. The figures are those of the pages' budget: 25 KB for a first visit by phone.
const budgets = { 'app.css': 16 * KB, 'app.js': 5 * KB, 'htmx.js': 14 * KB, 'star.svg': 1 * KB }
const types = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' }

function style () {
  const built = sass.compile('web/asset/app.scss', {
    loadPaths: ['node_modules/govuk-frontend/dist/govuk'],
    style: 'compressed',
    quietDeps: true
  })
  return esbuild.transformSync(built.css, { loader: 'css', minify: true, target: 'es2020' }).code
}

function script (entry) {
  const built = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    charset: 'utf8'
  })
  return built.outputFiles[0].text
}

function brotli (bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params })
}

const sources = {
  'app.css': style,
  'app.js': () => script('web/asset/app.js'),
  'htmx.js': () => readFileSync('node_modules/htmx.org/dist/htmx.min.js', 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
  'star.svg': () => readFileSync('web/asset/star.svg', 'utf8')
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const lines = []
let over = 0
for (const [name, make] of Object.entries(sources)) {
  const bytes = Buffer.from(make())
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const end = extname(name)
  const file = `${name.slice(0, -end.length)}.${hash}${end}`
  const small = brotli(bytes)
  writeFileSync(join(out, file), bytes)
  writeFileSync(join(out, `${file}.br`), small)
  writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }))
  lines.push([name, `/a/${file}`, types[end], `"${hash}"`, join(out, file)].join('\t'))
  if (small.length > budgets[name]) {
    console.error(`assets: ${name} is ${small.length} bytes as brotli, over its budget of ${budgets[name]}`)
    over++
  }
  if (process.env.ASSETS_VERBOSE) console.log(`${name} ${bytes.length} bytes, ${small.length} as brotli`)
}
if (over) process.exit(1)
writeFileSync(join(out, 'manifest'), lines.join('\n') + '\n')
