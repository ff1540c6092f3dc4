// assets.mjs OUT: makes what browsers are sent. Sass and esbuild build web/asset/ with the pinned packages
// of npm; each file is named by its content and stored plain, as brotli and as gzip, since these are
// compressed once here and never again. OUT/manifest has a line for each:
//   logical-name TAB path TAB content-type TAB etag TAB file (with file.br and file.gz beside it)
// gen/asset.c turns it into C. Fails when a file passes its budget on the wire.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import esbuild from 'esbuild'
import * as sass from 'sass'

const out = process.argv[2] ?? 'build/asset'
const KB = 1024
// Bytes of the brotli form. The figures are those of the pages' budget: 25 KB for a first visit by phone. ky-hop.js holds
// app.js too (5 KB each), so that a page kept on the phone asks for one script.
const budgets = { 'app.css': 16 * KB, 'app.js': 5 * KB, 'htmx.js': 14 * KB, 'star.svg': 1 * KB, 'ky-hop.js': 10 * KB, 'bang.js': 2 * KB, 'sw.js': 5 * KB, 'manifest.webmanifest': 1 * KB, 'star-192.png': 2 * KB, 'star-512.png': 6 * KB }
const types = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' }

function style () {
  const built = sass.compile('web/asset/app.scss', {
    loadPaths: ['node_modules/govuk-frontend/dist/govuk'],
    style: 'compressed',
    quietDeps: true
  })
  return esbuild.transformSync(built.css, { loader: 'css', minify: true, target: 'es2020' }).code
}

function script (entry, define) {
  const built = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    define,
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

// --- the icons of the installed program: the star of star.svg, drawn point by point, as some phones take no SVG ---

const STAR = [[16, 5], [18.6, 12.9], [27, 12.9], [20.2, 17.9], [22.8, 26], [16, 21], [9.2, 26], [11.8, 17.9], [5, 12.9], [13.4, 12.9]]

function inStar (x, y) {
  let inside = false
  for (let i = 0, j = STAR.length - 1; i < STAR.length; j = i++) {
    const [xi, yi] = STAR[i]
    const [xj, yj] = STAR[j]
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

function crc32 (bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function chunk (type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

// Two colours, one bit a point.
function icon (size) {
  const stride = 1 + Math.ceil(size / 8)
  const rows = Buffer.alloc(stride * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (inStar((x + 0.5) * 32 / size, (y + 0.5) * 32 / size)) rows[y * stride + 1 + (x >> 3)] |= 128 >> (x & 7)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([1, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head),
    chunk('PLTE', Buffer.from([0x8c, 0x1d, 0x18, 255, 255, 255])),
    chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))
  ])
}

// In this order: what is named later may hold the addresses of what came before it.
const paths = {}
const shell = () => ['app.css', 'app.js', 'ky-hop.js', 'star.svg'].map((name) => paths[name])

const sources = {
  'app.css': style,
  'app.js': () => script('web/asset/app.js'),
  'htmx.js': () => readFileSync('node_modules/htmx.org/dist/htmx.min.js', 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
  'star.svg': () => readFileSync('web/asset/star.svg', 'utf8'),
  'star-192.png': () => icon(192),
  'star-512.png': () => icon(512),
  'ky-hop.js': () => script('web/asset/ky-hop.js'),
  'bang.js': () => script('web/asset/bang.js'),
  'manifest.webmanifest': () => JSON.stringify(JSON.parse(
    readFileSync('web/asset/manifest.webmanifest', 'utf8').replace(/@([\w.-]+)@/g, (_, name) => paths[name]))),
  'sw.js': () => script('web/asset/sw.js', {
    ASSETS: JSON.stringify(shell()),
    VERSION: JSON.stringify(createHash('sha256').update(shell().join()).digest('hex').slice(0, 12))
  })
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
  paths[name] = `/a/${file}`
  lines.push([name, `/a/${file}`, types[end], `"${hash}"`, join(out, file)].join('\t'))
  if (small.length > budgets[name]) {
    console.error(`assets: ${name} is ${small.length} bytes as brotli, over its budget of ${budgets[name]}`)
    over++
  }
  if (process.env.ASSETS_VERBOSE) console.log(`${name} ${bytes.length} bytes, ${small.length} as brotli`)
}
if (over) process.exit(1)
writeFileSync(join(out, 'manifest'), lines.join('\n') + '\n')
