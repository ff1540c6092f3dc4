import { chromium } from 'playwright-core'
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
const port = 8400 + process.pid % 900
const dir = mkdtempSync('/tmp/shot-')
const srv = spawn('./build/hatnhan', ['demo', '--size', process.env.SIZE || 'small', '--data', dir, '--listen', '127.0.0.1:' + port], { stdio: ['ignore', 'pipe', 'ignore'] })
let out = ''
srv.stdout.on('data', d => { out += d })
for (let i = 0; i < 1800 && !/kiemtoan/.test(out); i++) await new Promise(r => setTimeout(r, 100))
await new Promise(r => setTimeout(r, 1500))
const phrase = (n) => out.split('\n').find(l => l.trim().startsWith(n + ' ')).trim().split(/\s{2,}/)[2]
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const [who, width, ...steps] = process.argv.slice(2)
const ctx = await browser.newContext({ viewport: { width: +width, height: 800 } })
const page = await ctx.newPage()
await page.goto(`http://127.0.0.1:${port}/dang-nhap`)
await page.fill('#name', who); await page.fill('#phrase', phrase(who)); await page.click('main button'); await page.waitForLoadState()
let n = 0
for (const s of steps) {
  if (s.startsWith('/')) { const r = await page.goto(`http://127.0.0.1:${port}${s}`); console.log(s, r.status(), await page.title()) }
  else { const l = page.locator('main a, main summary, main button').filter({ hasText: s }).first(); if (!await l.count()) { console.log('NO', s); continue }
    await l.click(); await page.waitForLoadState(); console.log('>', s, page.url().replace(/^.*?\d\//, '/'), await page.title()) }
  await page.screenshot({ path: `/tmp/L-t-${n++}.png`, fullPage: true })
}
await browser.close(); srv.kill()
