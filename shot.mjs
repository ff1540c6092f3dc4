import { chromium } from 'playwright-core'
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
const port = 8400 + process.pid % 900
const dir = mkdtempSync('/tmp/shot-')
const srv = spawn('./build/hatnhan', ['demo', '--size', 'small', '--data', dir, '--listen', '127.0.0.1:' + port], { stdio: ['ignore', 'pipe', 'inherit'] })
let out = ''
srv.stdout.on('data', d => { out += d })
for (let i = 0; i < 600 && !/kiemtoan/.test(out); i++) await new Promise(r => setTimeout(r, 100))
await new Promise(r => setTimeout(r, 800))
const phrase = (n) => out.split('\n').find(l => l.trim().startsWith(n + ' ')).trim().split(/\s{2,}/)[2]
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] })
const [who, width, ...paths] = process.argv.slice(2)
const ctx = await browser.newContext({ viewport: { width: +width, height: 800 } })
const page = await ctx.newPage()
await page.goto('http://127.0.0.1:' + port + '/dang-nhap')
await page.fill('#name', who)
await page.fill('#phrase', phrase(who))
await page.click('main button')
await page.waitForLoadState()
let n = 0
for (const p of paths) {
  const r = await page.goto('http://127.0.0.1:' + port + '' + p)
  console.log(p, r.status(), await page.title())
  await page.screenshot({ path: `/tmp/${process.env.NAME || 'x'}-s-${n++}.png`, fullPage: true })
}
await browser.close()
srv.kill()
