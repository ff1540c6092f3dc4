// browser.mjs: what the browser tests share: a demo server of their own in a temporary folder, Debian's Chromium
// driven by playwright-core, axe, and TAP on standard output. Not a test itself.
//
//   const t = await begin({ size: 'small' })
//   await t.test('sign in', async (page) => { await t.signIn(page, 'bithu'); … })
//   await t.end()
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

const ACCOUNTS = ['quantri', 'vanhanh', 'tinhuy', 'thanqn', 'xatanbinh', 'bithu', 'dangvien', 'kiemtra', 'kiemphieu', 'kiemtoan']
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const program = process.env.HN_BIN ?? 'build/hatnhan'

function freePort () {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function startServer (size) {
  const folder = mkdtempSync(join(tmpdir(), 'hn-browser-'))
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const data = join(folder, 'data')
  const child = spawn(program, ['demo', '--data', data, '--listen', address, '--size', size], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (d) => { said += d })
  child.stderr.on('data', (d) => { said += d })
  const stop = () => new Promise((resolve) => {
    const done = () => { rmSync(folder, { recursive: true, force: true }); resolve() }
    if (child.exitCode !== null) return done()
    child.on('exit', done)
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10000).unref()
  })
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) { await stop(); throw new Error(`the demo ended with ${child.exitCode}:\n${said}`) }
    try {
      if ((await fetch(`http://${address}/healthz`)).ok) return { url: `http://${address}`, data, said: () => said, stop }
    } catch { /* not listening yet */ }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new Error(`the demo did not answer in two minutes:\n${said}`)
}

// The demo prints a line for each account: its name, then its phrase at the line's end.
function phraseOf (said, account) {
  const line = said.split('\n').find((l) => new RegExp(`(^|\\s)${account}(\\s|$)`).test(l))
  const phrase = line?.trim().split(/\s{2,}|\t/).pop()
  if (!phrase || phrase === account) throw new Error(`no phrase of ${account} among what the demo printed:\n${said}`)
  return phrase
}

export async function begin ({ size = 'small' } = {}) {
  const server = await startServer(size)
  const browser = await chromium.launch({ executablePath: BROWSERS.find(existsSync), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
  let count = 0
  let failed = 0
  const t = {
    url: server.url,
    accounts: ACCOUNTS,
    // What a command of the program prints beside the running server: t.command('export', 'units').
    command: async (...words) =>
      (await promisify(execFile)(program, [...words, '--data', server.data], { maxBuffer: 1 << 28 })).stdout,

    phrase: (account) => phraseOf(server.said(), account),

    // options are those of a browser context: viewport, javaScriptEnabled, locale …
    async test (label, run, options = {}) {
      const context = await browser.newContext({ baseURL: server.url, locale: 'vi-VN', ...options })
      count++
      try {
        const page = await context.newPage()
        page.setDefaultTimeout(15000)
        await run(page, context)
        console.log(`ok ${count} - ${label}`)
      } catch (error) {
        failed++
        console.log(`not ok ${count} - ${label}`)
        console.log(String(error.stack ?? error).replace(/^/gm, '# '))
      } finally {
        await context.close()
      }
    },

    async signIn (page, account) {
      await page.goto('/dang-nhap')
      await page.fill('input[name="name"]', account)
      await page.fill('input[type="password"]', t.phrase(account))
      await Promise.all([page.waitForLoadState('load'), page.click('main button[type="submit"], main .govuk-button')])
      if (new URL(page.url()).pathname === '/dang-nhap') throw new Error(`${account} was not let in`)
    },

    // Every rule axe knows; none may be broken.
    async accessible (page) {
      // Run in an isolated world of the driver, so the page's own policy on scripts stays untouched.
      const session = await page.context().newCDPSession(page)
      const { frameTree } = await session.send('Page.getFrameTree')
      const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
      const evaluate = async (expression) => {
        const r = await session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true })
        if (r.exceptionDetails) throw new Error(r.exceptionDetails.exception?.description ?? r.exceptionDetails.text)
        return r.result.value
      }
      await evaluate(`${axe}; true`)
      const found = await evaluate('axe.run(document).then((r) => r.violations.map((v) => v.id + ": " + v.help + " at " + v.nodes.map((n) => n.target.join(" ")).join(", ")))')
      await session.detach()
      if (found.length) throw new Error(`axe at ${page.url()}:\n${found.join('\n')}`)
    },

    // Nothing sticks out to the right at this width.
    async fits (page) {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) throw new Error(`${page.url()} is ${over} px wider than its window`)
    },

    async end () {
      await browser.close()
      await server.stop()
      console.log(`1..${count}`)
      process.exitCode = failed ? 1 : 0
    }
  }
  return t
}
