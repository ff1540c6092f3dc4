// test_offline.mjs: proves that a meeting kept on a phone loses no line and doubles none: without network, with answers
// dropped at random, with the server killed on the way, with a second phone, an ended session, another user, and with no
// page open; in a real Chromium, through a proxy that can misbehave. What counts in the end is the server's JSON.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const program = process.env.HN_BIN ?? 'build/hatnhan'
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PHONE = { viewport: { width: 360, height: 740 }, locale: 'vi-VN' }
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// A fixed sequence, so that a failure comes again.
let state = 20260701
const random = () => {
  state = Math.imul(state ^ state >>> 15, 1 | state)
  state = state + Math.imul(state ^ state >>> 7, 61 | state) ^ state
  return ((state ^ state >>> 14) >>> 0) / 4294967296
}

// --- the server, which may be killed, and the proxy before it ---

const freePort = () => new Promise((resolve) => {
  const s = createServer()
  s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)) })
})

const folder = mkdtempSync(join(tmpdir(), 'hn-offline-'))
const behind = await freePort()
let server
let said = ''

async function startServer () {
  server = spawn(program, ['demo', '--data', join(folder, 'data'), '--listen', `127.0.0.1:${behind}`, '--size', 'small'], { stdio: ['ignore', 'pipe', 'pipe'] })
  server.stdout.on('data', (d) => { said += d })
  server.stderr.on('data', (d) => { said += d })
  for (let i = 0; i < 600; i++) {
    if (server.exitCode !== null) throw new Error(`the demo ended with ${server.exitCode}:\n${said}`)
    try {
      if ((await fetch(`http://127.0.0.1:${behind}/healthz`)).ok) return
    } catch { /* not yet */ }
    await sleep(100)
  }
  throw new Error(`the demo did not answer:\n${said}`)
}
async function killServer () {
  const gone = new Promise((resolve) => server.on('exit', resolve))
  server.kill('SIGKILL')
  await gone
}

// bad.drop: the share of answers to what phones send that are thrown away after the server gave them; bad.hold: they are
// not even let through.
const bad = { drop: 0, hold: false, dropped: 0 }
const proxy = createServer((q, a) => {
  const sending = q.method === 'POST' && q.url.endsWith('/ghi')
  if (sending && bad.hold) return a.destroy()
  const on = request({ host: '127.0.0.1', port: behind, method: q.method, path: q.url, headers: q.headers }, (r) => {
    if (sending && random() < bad.drop) {
      bad.dropped++
      r.resume()
      r.on('end', () => a.destroy())
      return
    }
    a.writeHead(r.statusCode, r.rawHeaders)
    r.pipe(a)
  })
  on.on('error', () => a.destroy())
  q.pipe(on)
})
const front = await freePort()
await new Promise((resolve) => proxy.listen(front, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${front}`

await startServer()
const browser = await chromium.launch({ executablePath: BROWSERS.find(existsSync), args: ['--no-sandbox', '--disable-dev-shm-usage'] })

// --- steps ---

let count = 0
let failed = 0
async function test (label, run) {
  if (process.env.ONLY && !label.includes(process.env.ONLY)) return
  const contexts = []
  const phone = async () => {
    const context = await browser.newContext({ baseURL: base, ...PHONE })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(15000)
    if (process.env.LOUD) { page.on('console', (m) => console.log('# says', m.text())); page.on('pageerror', (e) => console.log('# page', e)); context.on('serviceworker', (w) => w.on('console', (m) => console.log('# worker', m.text()))) }
    return { page, context }
  }
  Object.assign(bad, { drop: 0, hold: false, dropped: 0 })
  count++
  try {
    await run(phone)
    console.log(`ok ${count} - ${label}`)
  } catch (error) {
    failed++
    await contexts[0]?.pages()[0]?.screenshot({ path: '/tmp/fail.png', fullPage: true }).catch(() => {})
    console.log(`not ok ${count} - ${label}`)
    console.log(String(error.stack ?? error).replace(/^/gm, '# '))
  } finally {
    for (const c of contexts) await c.close()
  }
}
function same (what, is, should) {
  if (JSON.stringify(is) !== JSON.stringify(should)) throw new Error(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`)
}

async function signIn (page, account) {
  const phrase = said.split('\n').find((l) => new RegExp(`(^|\\s)${account}(\\s|$)`).test(l)).trim().split(/\s{2,}|\t/).pop()
  await page.goto('/dang-nhap')
  await page.fill('input[name="name"]', account)
  await page.fill('input[type="password"]', phrase)
  await page.click('main button[type="submit"], main .govuk-button')
  await page.waitForURL((u) => u.pathname !== '/dang-nhap')
}

// A meeting of the secretary's cell today, at an hour of its own.
let hour = 7 * 60
async function meeting (page, kind = 'extraordinary') {
  const cell = (await page.getAttribute('a[href^="/to-chuc/"][href$="/dang-vien"]', 'href')).split('/')[2]
  const at = hour++
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10).split('-').reverse().join('/')
  await page.goto(`/chi-bo/${cell}/ky-hop/moi`)
  await page.click('summary')
  await page.fill('[name="day"]', today)
  await page.fill('[name="start"]', `${String(at / 60 | 0).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
  await page.selectOption('[name="kind"]', kind)
  await page.fill('[name="why"]', 'Thử khi không có mạng')
  await page.click('main form [class="govuk-button"]')
  await page.waitForURL(/\/ky-hop\/\d+$/)
  return new URL(page.url()).pathname
}

const ready = (page) => page.waitForFunction(() => document.querySelector('[data-mang]')?.dataset.ready !== undefined)
const waiting = async (page) => Number(await page.getAttribute('[data-mang]', 'data-waiting'))
const sent = async (page, most = 20000) => { await sleep(400); return page.waitForFunction(() => { const b = document.querySelector('[data-mang]'); return b?.dataset.ready !== undefined && b.dataset.waiting === '0' }, null, { timeout: most }) }
const json = async (page, path) => {
  const r = await page.request.get(`http://127.0.0.1:${behind}${path}`, { headers: { Accept: 'application/json', Cookie: (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ') } })
  if (!r.ok()) throw new Error(`${path}: ${r.status()}`)
  return r.json()
}
// Every page of the meeting, on the phone.
async function kept (page, path) {
  await page.goto(path)
  await ready(page)
  await page.waitForFunction(async (p) => {
    const there = (await (await caches.open('hn-pages')).keys()).map((k) => new URL(k.url).pathname)
    return ['', '/diem-danh', '/bien-ban', '/cham-diem', '/xem-lai'].every((x) => there.includes(p + x))
  }, path)
}
const people = (page) => page.$$eval('[data-nguoi-du]', (all) => all.map((e) => e.dataset.nguoiDu))
const choose = (page, person, value) => page.click(`[data-nguoi-du="${person}"] [value="${value}"] + label`)
const rollOf = async (page, path) => Object.fromEntries((await json(page, `${path}/diem-danh`)).rows.map((r) => [r.person, r.state]))

async function opened (phone, account = 'bithu') {
  const p = await phone()
  await signIn(p.page, account)
  await p.page.waitForFunction(() => navigator.serviceWorker.controller)
  return p
}

// --- the tests ---

await test('attendance without network: reloaded, changed, sent when it is back', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await context.setOffline(true)
  await page.goto(path + '/diem-danh')
  await ready(page)
  const [a, b, c] = await people(page)
  await choose(page, a, 'present')
  await choose(page, b, 'present')
  await choose(page, b, 'excused')
  await choose(page, c, 'unexcused')
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.waiting === '3')
  same('words of the band', /3 thay đổi chờ gửi/.test(await page.textContent('[data-mang]')), true)
  await page.reload()
  await ready(page)
  same('waiting after the reload', await waiting(page), 3)
  same('what is shown after the reload', await page.isChecked(`[data-nguoi-du="${b}"] [value="excused"]`), true)
  same('counted on the page', await page.textContent('[data-dem="unexcused"]'), '1')
  same('nothing sent yet', (await rollOf(page, path))[a], 'not_recorded')
  await context.setOffline(false)
  await sent(page)
  const roll = await rollOf(page, path)
  same('the roll', [roll[a], roll[b], roll[c]], ['present', 'excused', 'unexcused'])
})

await test('a page that is not on the phone says what is', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await context.setOffline(true)
  await page.goto('/tong-quan')
  same('the page', await page.textContent('h1'), 'Chưa có mạng')
  await page.click(`[data-kept] a[href="${path}"]`)
  await page.waitForURL((u) => u.pathname === path)
  await ready(page)
})

await test('everybody present in one press, the exceptions after it', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await context.setOffline(true)
  await page.goto(path + '/diem-danh')
  await ready(page)
  const all = await people(page)
  await page.click('[data-tat-ca]')
  await page.waitForFunction((n) => document.querySelector('[data-mang]').dataset.waiting === String(n), all.length)
  await choose(page, all[0], 'excused')
  await context.setOffline(false)
  await sent(page)
  const roll = await rollOf(page, path)
  same('the roll', all.map((p) => roll[p]), all.map((p, i) => i ? 'present' : 'excused'))
})

await test('answers dropped at random after the server has applied them: once each', async (phone) => {
  const { page } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  bad.drop = 0.6
  const all = await people(page)
  const wanted = {}
  const values = ['present', 'excused', 'unexcused']
  for (let i = 0; i < 24; i++) {
    const p = all[random() * all.length | 0]
    wanted[p] = values[random() * 3 | 0]
    await choose(page, p, wanted[p])
    await sleep(random() * 120)
  }
  await page.goto(path + '/bien-ban')
  await ready(page)
  for (let i = 0; i < 4; i++) {
    await sleep(1100) // a button pressed twice within a second is one press
    await page.fill('#opinion-text', `Ý kiến số ${i}`)
    await page.selectOption('#opinion-person', { index: 1 + i })
    await page.click('form[data-ghi="opinion"]:not([data-muc]) .govuk-button')
    await page.waitForFunction(() => !document.querySelector('#opinion-text')?.value)
    await ready(page)
  }
  for (let i = 0; i < 40 && await waiting(page); i++) {
    await page.click('[data-mang] button:has-text("Gửi ngay")', { timeout: 500 }).catch(() => {})
    await sleep(250)
  }
  await sent(page)
  same('some answers were dropped', bad.dropped > 2, true)
  same('conflicts', await page.getAttribute('[data-mang]', 'data-conflicts'), '0')
  const roll = await rollOf(page, path)
  for (const p of Object.keys(wanted)) same(`the roll, ${p}`, roll[p], wanted[p])
  const { opinions } = await json(page, `${path}/bien-ban`)
  same('the opinions, once each', opinions.map((o) => o.text).sort(), [0, 1, 2, 3].map((i) => `Ý kiến số ${i}`))
})

await test('a rival edit from a second phone: both are shown, a person chooses', async (phone) => {
  const one = await opened(phone)
  const path = await meeting(one.page)
  await kept(one.page, path)
  await one.page.goto(path + '/diem-danh')
  await ready(one.page)
  const [a, b] = await people(one.page)
  await one.context.setOffline(true)
  await choose(one.page, a, 'excused')
  await choose(one.page, b, 'excused')
  await one.page.waitForFunction(() => document.querySelector('[data-mang]').dataset.waiting === '2')
  const two = await opened(phone)
  await two.page.goto(path + '/diem-danh')
  await ready(two.page)
  await choose(two.page, a, 'present')
  await choose(two.page, b, 'present')
  await sent(two.page)
  await one.context.setOffline(false)
  await one.page.waitForFunction(() => document.querySelector('[data-mang]').dataset.conflicts === '2')
  const words = await one.page.textContent('[data-mang]')
  same('both values are told', /Vắng có lý do/.test(words) && /Có mặt/.test(words), true)
  same('nothing was written over', [(await rollOf(one.page, path))[a], (await rollOf(one.page, path))[b]], ['present', 'present'])
  // It is still there after a reload; the page without script knows of it too.
  await one.page.reload()
  await one.page.waitForFunction(() => document.querySelector('[data-mang]')?.dataset.conflicts === '2')
  await two.page.goto(path + '/xung-dot')
  same('conflicts on the page', await two.page.$$eval('main form', (f) => f.length) >= 2, true)
  await one.page.click('.app-offline__line:nth-of-type(1) button:has-text("Lấy của máy này")')
  await one.page.waitForFunction(() => document.querySelector('[data-mang]').dataset.conflicts === '1')
  await one.page.click('.app-offline__line button:has-text("Giữ của máy chủ")')
  await one.page.waitForFunction(() => document.querySelector('[data-mang]').dataset.conflicts === '0')
  await sent(one.page)
  const roll = await rollOf(one.page, path)
  same('as chosen', [roll[a], roll[b]].sort(), ['excused', 'present'])
})

await test('the server killed again and again on the way', async (phone) => {
  const { page } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  const all = await people(page)
  const wanted = {}
  bad.drop = 0.2
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 5; i++) {
      const p = all[random() * all.length | 0]
      wanted[p] = random() < 0.5 ? 'present' : 'excused'
      await choose(page, p, wanted[p])
      await sleep(random() * 60)
    }
    await sleep(random() * 80)
    await killServer()
    const p = all[random() * all.length | 0]
    wanted[p] = 'unexcused'
    await choose(page, p, wanted[p])
    await startServer()
  }
  bad.drop = 0
  for (let i = 0; i < 40 && await waiting(page); i++) {
    await page.click('[data-mang] button:has-text("Gửi ngay")', { timeout: 500 }).catch(() => {})
    await sleep(250)
  }
  await sent(page)
  const roll = await rollOf(page, path)
  for (const p of Object.keys(wanted)) same(`the roll, ${p}`, roll[p], wanted[p])
})

await test('an ended session: the queue stays, and goes after signing in again', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  await context.clearCookies()
  const [a] = await people(page)
  await choose(page, a, 'excused')
  await page.waitForFunction(() => /Hãy đăng nhập lại để gửi/.test(document.querySelector('[data-mang]').textContent))
  same('it waits', await waiting(page), 1)
  await page.click('[data-mang] a')
  await page.waitForURL(/dang-nhap/)
  await signIn(page, 'bithu')
  await page.goto(path + '/diem-danh')
  await sent(page)
  same('the roll', (await rollOf(page, path))[a], 'excused')
})

await test('two users on one phone: nothing goes under the other, nor is shown to him', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  const [a] = await people(page)
  await context.setOffline(true)
  await choose(page, a, 'excused')
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.waiting === '1')
  await context.clearCookies()
  await context.setOffline(false)
  await signIn(page, 'xatanbinh')
  await page.goto('/viec-cua-toi')
  await page.evaluate(() => navigator.serviceWorker.controller.postMessage('gui'))
  await sleep(1500)
  same('pages of the first are gone', await page.evaluate(async () => (await (await caches.open('hn-pages')).keys()).length), 0)
  same('nothing was sent', (await rollOf(page, path))[a], 'not_recorded')
  const forged = await page.evaluate(async (p) => (await fetch(p + '/the', { headers: { Accept: 'application/json', 'X-HN-User': '7' } })).status, path)
  same('the door asks whose it is', [403, 409].includes(forged), true)
  await context.clearCookies()
  await signIn(page, 'bithu')
  await page.goto(path + '/diem-danh')
  await sent(page)
  same('the roll', (await rollOf(page, path))[a], 'excused')
})

await test('signing out asks about what was not sent, and then forgets', async (phone) => {
  const { page } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  bad.hold = true
  const [a] = await people(page)
  await choose(page, a, 'excused')
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.waiting === '1')
  await page.goto('/toi')
  let asked = ''
  page.once('dialog', (d) => { asked = d.message(); d.dismiss() })
  await page.click('form[action="/dang-xuat"] button')
  await sleep(1200)
  same('it was asked', /còn 1 thay đổi chưa gửi/.test(asked), true)
  same('still signed in', new URL(page.url()).pathname, '/toi')
  page.once('dialog', (d) => d.accept())
  await page.click('form[action="/dang-xuat"] button')
  await page.waitForURL((u) => u.pathname === '/')
  same('what is left on the phone', await page.evaluate(async () => {
    const d = await new Promise((resolve) => { const r = indexedDB.open('hatnhan'); r.onsuccess = () => resolve(r.result) })
    const ops = await new Promise((resolve) => { const r = d.transaction('ops').objectStore('ops').count(); r.onsuccess = () => resolve(r.result) })
    d.close()
    return [ops, await caches.has('hn-pages')]
  }), [0, false])
})

await test('sent by the worker with no page open', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  const [a] = await people(page)
  bad.hold = true
  await choose(page, a, 'unexcused')
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.waiting === '1')
  const blank = await context.newPage()
  const cdp = await context.newCDPSession(blank)
  let registration
  cdp.on('ServiceWorker.workerRegistrationUpdated', (e) => { registration = e.registrations.find((r) => r.scopeURL.startsWith(base)) ?? registration })
  await cdp.send('ServiceWorker.enable')
  await page.close()
  for (let i = 0; i < 50 && !registration; i++) await sleep(100)
  bad.hold = false
  await cdp.send('ServiceWorker.dispatchSyncEvent', { origin: base + '/', registrationId: registration.registrationId, tag: 'gui', lastChance: false })
  const cookies = (await context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
  let roll = {}
  for (let i = 0; i < 50 && roll[a] !== 'unexcused'; i++) {
    const r = await fetch(`http://127.0.0.1:${behind}${path}/diem-danh`, { headers: { Accept: 'application/json', Cookie: cookies } })
    roll = Object.fromEntries((await r.json()).rows.map((x) => [x.person, x.state]))
    await sleep(200)
  }
  same('the roll', roll[a], 'unexcused')
})

await test('a vote of more than were there is refused, told, put right', async (phone) => {
  const { page } = await opened(phone)
  const path = await meeting(page)
  await kept(page, path)
  await page.goto(path + '/diem-danh')
  await ready(page)
  await page.click('[data-tat-ca]')
  await sent(page)
  await page.goto(path + '/bien-ban')
  await ready(page)
  const form = 'form[data-ghi="vote"]:not([data-muc])'
  await page.$eval(form, (f) => f.querySelectorAll('details').forEach((d) => { d.open = true }))
  await page.fill(`${form} [name="subject"]`, 'Việc thử')
  await page.fill(`${form} [name="for"]`, '500')
  await page.click(`${form} .govuk-button`)
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.refused === '1')
  await page.click('[data-mang] button:has-text("Sửa lại")')
  same('what was typed is back', await page.inputValue(`${form} [name="for"]`), '500')
  await sleep(1100)
  await page.fill(`${form} [name="for"]`, '3')
  await page.click(`${form} .govuk-button`)
  await sent(page)
  await page.waitForFunction(() => document.querySelector('[data-mang]').dataset.refused === '0')
  const { votes } = await json(page, `${path}/bien-ban`)
  same('the vote', votes.map((v) => v.for), [3])
})

await test('a whole meeting with the network cut after the first page: adopted and sent, once', async (phone) => {
  const { page, context } = await opened(phone)
  const path = await meeting(page, 'ordinary')
  await kept(page, path)
  await context.setOffline(true)
  await page.goto(path + '/diem-danh')
  await ready(page)
  await page.click('[data-tat-ca]')
  await page.goto(path + '/bien-ban')
  await ready(page)
  const open = (what) => page.$eval(`form[data-ghi="${what}"]`, (f) => { for (let e = f; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; f.querySelectorAll('details').forEach((d) => { d.open = true }) })
  await open('facts')
  await page.fill('#facts-began', '07:05')
  await page.fill('#facts-ended', '08:40')
  await page.selectOption('#facts-chair', { index: 1 })
  await page.selectOption('#facts-writer', { index: 2 })
  await page.click('form[data-ghi="facts"] .govuk-button')
  await page.fill('#opinion-text', 'Đề nghị sửa đường thôn')
  await page.selectOption('#opinion-person', { index: 2 })
  await page.click('form[data-ghi="opinion"] .govuk-button')
  await page.waitForFunction(() => /Đề nghị sửa đường thôn/.test(document.querySelector('[data-danh-sach="opinion"]').textContent))
  await page.fill('form[data-ghi="task"] [name="title"]', 'Vận động sửa đường')
  await page.selectOption('form[data-ghi="task"] [name="person"]', { index: 1 })
  await page.click('form[data-ghi="task"] .govuk-button')
  await page.waitForFunction(() => /Vận động sửa đường/.test(document.querySelector('[data-danh-sach="task"]').textContent))
  await open('text')
  await page.fill('form[data-ghi="text"][data-muc="conclusion"] textarea', 'Chi bộ thống nhất sửa đường.')
  await page.click('form[data-ghi="text"][data-muc="conclusion"] .govuk-button')
  await open('vote')
  await page.fill('form[data-ghi="vote"] [name="for"]', '5')
  await page.click('form[data-ghi="vote"] .govuk-button')
  await page.waitForFunction(() => document.querySelector('[data-danh-sach="vote"] .app-waits'))
  await page.goto(path + '/cham-diem')
  await ready(page)
  await page.click('[name="full"]')
  await page.waitForFunction(() => Number(document.querySelector('[data-mang]').dataset.waiting) >= 18)
  await page.goto(path + '/xem-lai')
  await ready(page)
  await page.click('form[data-thong-qua] .govuk-button')
  await page.waitForFunction(() => /Chưa có mạng/.test(document.querySelector('[data-mang]').textContent))
  same('not adopted yet', (await json(page, path)).meeting.adopted_at, null)
  bad.drop = 0.5
  await context.setOffline(false)
  for (let i = 0; i < 20 && !(await json(page, path)).meeting.sent_at; i++) {
    await page.click('[data-mang] button:has-text("Gửi ngay")', { timeout: 500 }).catch(() => {})
    await sleep(250)
  }
  bad.drop = 0
  const done = await json(page, path)
  if (process.env.LOUD) console.log('#', await page.textContent('[data-mang]'))
  same('adopted and sent', [!!done.meeting.adopted_at, !!done.meeting.sent_at], [true, true])
  const minutes = await json(page, `${path}/bien-ban`)
  same('one opinion', minutes.opinions.map((o) => o.text), ['Đề nghị sửa đường thôn'])
  same('one vote', minutes.votes.map((v) => v.for), [5])
  same('one task', minutes.next_tasks.map((k) => k.title), ['Vận động sửa đường'])
  same('nobody unrecorded', done.counts.not_recorded, 0)
  await page.waitForFunction(() => document.querySelector('[data-mang]')?.dataset.waiting === '0')
})

await browser.close()
await killServer()
proxy.close()
rmSync(folder, { recursive: true, force: true })
console.log(`1..${count}`)
process.exit(failed ? 1 : 0)
