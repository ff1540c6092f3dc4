// sw.js: the worker behind the pages: it keeps the pages of a meeting on the phone, and it alone sends what waits, also
// with no page open. What is entered and how it is shown: ky-hop.js. (docs/subject/offline.md)
import { PAGES, OLD, db, inOrder, waits } from './queue.js'

const SHELL = 'hn-shell-' + VERSION // eslint-disable-line no-undef
const AWAY = '/ngoai-tuyen'
const KEPT = /^\/ky-hop\/\d+(\/(diem-danh|bien-ban|noi-dung|cham-diem|xem-lai))?$/
const MOST = 40
const ROOM = 6e4
const SLOW = 4000

self.addEventListener('install', (e) => {
  e.waitUntil(caches.open(SHELL).then((c) => c.addAll([...ASSETS, AWAY])).then(() => self.skipWaiting())) // eslint-disable-line no-undef
})
self.addEventListener('activate', (e) => {
  e.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== SHELL && name !== PAGES) await caches.delete(name)
    await self.clients.claim()
  })())
})

// --- pages ---

// A page of somebody else means that the pages kept so far are not for whoever is here now.
const seen = async (r) => {
  const user = r.headers.get('X-HN-User')
  if (!user) return
  const d = await db()
  const last = await d.get('notes', 'user')
  if (last === user) return
  if (last) await caches.delete(PAGES)
  await d.put('notes', user, 'user')
}
const keep = async (url, r) => {
  const headers = new Headers(r.headers)
  headers.set('X-Kept', Date.now())
  await (await caches.open(PAGES)).put(url, new Response(await r.blob(), { headers }))
}
const kept = async (url) => {
  const r = await caches.match(url, { cacheName: PAGES, ignoreVary: true })
  if (!r || Date.now() - r.headers.get('X-Kept') < OLD) return r
  await (await caches.open(PAGES)).delete(url)
}
const page = async (e, path) => {
  const mine = KEPT.test(path)
  const net = fetch(e.request).then(async (r) => {
    await seen(r)
    if (mine && r.ok && !r.redirected) e.waitUntil(keep(path, r.clone()))
    return r
  })
  const copy = mine && await kept(path)
  if (copy) return Promise.race([net.catch(() => copy), new Promise((resolve) => setTimeout(resolve, SLOW, copy))])
  return net.catch(() => caches.match(AWAY))
}
const refetch = async (url) => {
  const r = await fetch(url, { headers: { Accept: 'text/html' } })
  if (!r.ok || r.redirected) throw r
  await seen(r)
  await keep(url, r)
}
const expire = async () => {
  const c = await caches.open(PAGES)
  for (const k of await c.keys()) await kept(new URL(k.url).pathname)
}

// Signing out: the pages go, and what the one who leaves had not sent (the page has asked). Others' lines stay theirs.
const forget = async () => {
  const d = await db()
  const user = await d.get('notes', 'user')
  for (const o of await d.getAll('ops')) if (o.user === user) await d.delete('ops', o.key)
  await d.delete('notes', 'user')
  await caches.delete(PAGES)
}

self.addEventListener('fetch', (e) => {
  const u = new URL(e.request.url)
  if (e.request.method === 'POST' && u.pathname === '/dang-xuat') e.respondWith(fetch(e.request).then(async (r) => { await forget(); return r }))
  if (e.request.method !== 'GET' || u.origin !== location.origin) return
  if (u.pathname.startsWith('/a/')) e.respondWith(caches.match(e.request, { cacheName: SHELL }).then((r) => r ?? fetch(e.request)))
  else if (e.request.mode === 'navigate') e.respondWith(page(e, u.pathname))
})

// --- sending ---

const tell = async (m) => { for (const c of await self.clients.matchAll()) c.postMessage(m) }
const ask = (path, user, init) => fetch(path, { ...init, signal: AbortSignal.timeout(30000), headers: { Accept: 'application/json', 'X-HN-User': user, ...init?.headers } })

// Marks what is about to be sent; what a page has replaced meanwhile is no longer there.
const mark = async (ops) => {
  const tx = (await db()).transaction('ops', 'readwrite')
  const there = []
  for (const o of ops) {
    const now = await tx.store.get(o.key)
    if (!now || !waits(now)) continue
    now.tried = true
    there.push(now)
    tx.store.put(now)
  }
  await tx.done
  return there
}
const body = (o) => ({ ...o.f, key: o.key, what: o.what, item: o.item, base: o.base, after: o.after, at: o.at })

const settle = async (ops, answers) => {
  const tx = (await db()).transaction('ops', 'readwrite')
  for (const a of answers) {
    const o = ops.find((x) => x.key === a.key)
    if (!o) continue
    o.state = a.status
    o.answer = a
    // Of one item the newest conflict is the one to choose about.
    if (a.status === 'conflict') {
      for (const x of ops) if (x !== o && x.state === 'conflict' && x.what === o.what && x.item === o.item && x.at <= o.at) tx.store.delete(x.key)
    }
    tx.store.put(o)
  }
  await tx.done
}

// A fresh form token: the first word with the server, so that nothing counts as tried before there is a network.
const token = async (meeting, user) => {
  const t = await ask(`/ky-hop/${meeting}/the`, user)
  if (t.ok) return { token: (await t.json()).token }
  if (t.status === 401) return { why: 'login' }
  if (t.status >= 500 || t.status === 429) return { why: 'off' }
  return t.headers.get('X-HN-User') === user ? { refused: t } : { why: 'other' }
}

// One request; 'ok', or why nothing more can be sent now.
const post = async (meeting, user, ops) => {
  const t = await token(meeting, user)
  if (t.why) return t.why
  ops = await mark(ops)
  if (!ops.length) return 'ok'
  if (t.refused) return refuse(ops, t.refused)
  const r = await ask(`/ky-hop/${meeting}/ghi`, user, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': t.token }, body: JSON.stringify(ops.map(body)) })
  if (r.ok) { await settle(ops, await r.json()); return 'ok' }
  if (r.status === 401) return 'login'
  if (r.status === 409) return 'other'
  const half = ops.length >> 1
  if (r.status === 503 && half) {
    const said = await post(meeting, user, ops.slice(0, half))
    return said === 'ok' ? post(meeting, user, ops.slice(half)) : said
  }
  if (r.status >= 500 || r.status === 429 || r.status === 403) return 'off'
  if (ops.length === 1) return refuse(ops, r)
  // Something in it cannot be read at all: one by one, so that it stops nothing but itself.
  for (const o of ops) {
    const said = await post(meeting, user, [o])
    if (said !== 'ok') return said
  }
  return 'ok'
}
const refuse = async (ops, r) => {
  const p = await r.json().catch(() => ({}))
  const errors = p.errors?.length ? p.errors : [{ field: '', message: p.title ?? r.status }]
  await settle(ops, ops.map((o) => ({ key: o.key, status: 'refused', errors })))
  return 'ok'
}

// The next piece of a meeting: adoption goes last and alone, once nothing is left to choose or put right.
const piece = (ops) => {
  const now = Date.now()
  const open = inOrder(ops.filter((o) => waits(o) && (o.sure || now - o.at < OLD)))
  const rest = open.filter((o) => o.what !== 'adopt')
  if (!rest.length) return ops.some((o) => o.state && o.state !== 'saved') ? [] : open.slice(0, 1)
  let size = 0
  return rest.slice(0, MOST).filter((o, i) => (size += JSON.stringify(body(o)).length) < ROOM || !i)
}

// All of one meeting of one user. What was saved stays until the kept pages show it.
const drain = async (user, meeting) => {
  const d = await db()
  const all = () => d.getAllFromIndex('ops', 'whose', [user, meeting])
  for (;;) {
    const ops = piece(await all())
    if (!ops.length) break
    const said = await post(meeting, user, ops)
    if (said !== 'ok') return said
    await tell({ said })
  }
  const done = (await all()).filter((o) => o.state === 'saved')
  if (!done.length) return 'ok'
  const c = await caches.open(PAGES)
  for (const k of await c.keys()) {
    const path = new URL(k.url).pathname
    if (path.split('/')[2] === meeting) await refetch(path).catch(() => c.delete(path))
  }
  for (const o of done) await d.delete('ops', o.key)
  return 'ok'
}

let running
let again
const sendAll = async () => {
  const d = await db()
  let said = 'ok'
  do {
    again = false
    const whose = new Set((await d.getAll('ops')).filter((o) => waits(o) || o.state === 'saved').map((o) => o.user + ' ' + o.meeting))
    for (const w of whose) {
      const one = await drain(...w.split(' ')).catch(() => 'off')
      if (one !== 'ok') said = one
      if (one === 'off' || one === 'login') break
    }
  } while (again && said === 'ok')
  return said
}
// Two at once would only repeat each other.
const send = (retried) => {
  if (running) { again = true; return running }
  return (running = sendAll().catch(() => 'off').then(async (said) => {
    running = undefined
    await tell({ said, idle: true })
    if (said === 'off' && !retried) await self.registration.sync?.register('gui').catch(() => {})
    return said
  }))
}

self.addEventListener('sync', (e) => {
  if (e.tag === 'gui') e.waitUntil(send(true).then((said) => { if (said === 'off') throw new Error(said) }))
})
self.addEventListener('message', (e) => {
  const m = e.data
  if (m === 'gui') e.waitUntil(send())
  else if (m.keep) e.waitUntil(Promise.all(m.keep.map(async (u) => { if (!await kept(u)) await refetch(u) })).then(expire).catch(() => {}))
  else if (m.count) e.waitUntil(db().then((d) => d.getAll('ops')).then(async (ops) => { const user = await (await db()).get('notes', 'user'); e.ports[0].postMessage(ops.filter((o) => o.user === user && o.state !== 'saved').length) }))
})
