// ky-hop.js: on the pages of a meeting: what is entered goes into the phone's queue first, and the page shows what waits,
// what was refused and what has to be chosen. Sending is the worker's (sw.js). Which element means what is said by
// attributes: docs/subject/offline.md. Every sentence comes from the band of the page.
import './app.js'
import { OLD, db, inOrder, waits } from './queue.js'

const band = document.querySelector('[data-mang]')
const { kyHop: meeting, nguoi: user } = band.dataset
const text = (name, ...args) => args.reduce((t, a, i) => t.replace(`{${i}}`, a), band.dataset[name])
const every = (what, f) => document.querySelectorAll(what).forEach(f)
const element = (tag, words, name) => { const e = document.createElement(tag); e.textContent = words ?? ''; e.className = name ?? ''; return e }
const mine = async () => inOrder(await (await db()).getAllFromIndex('ops', 'whose', [user, meeting]))
const subject = (o) => o.what === 'remove' ? o.f.value : o.what
let registration, said, leave

const send = () => registration.active?.postMessage('gui')

// --- into the queue ---

// All of one press in one transaction: whoever leaves the page at once has either all of it or nothing.
// Until it is committed a journal holds it, since a page that is left aborts what it has begun; the next page takes it up.
const journal = `hn ${user} ${meeting}`
const begun = () => JSON.parse(localStorage[journal] ?? '[]')
const note = (list) => { if (list.length) localStorage[journal] = JSON.stringify(list); else localStorage.removeItem(journal) }
const queueAll = async (list) => {
  note([...begun(), ...list])
  const tx = (await db()).transaction('ops', 'readwrite')
  const there = await tx.store.index('whose').getAll([user, meeting])
  list.forEach(([what, item, base, f, show], i) => {
    const op = { key: crypto.randomUUID(), user, meeting, what, item, base: +base || 0, after: '', at: Date.now() + i, f, show }
    for (const o of inOrder(there.filter((o) => subject(o) === subject(op) && o.item === item))) {
      op.at = Math.max(op.at, o.at + 1)
      if (waits(o) && o.tried) op.after = o.key
      else if (waits(o)) { op.base = o.base; op.after = o.after }
      else if (o.state !== 'refused') op.base = o.answer.version
      if (!(waits(o) && o.tried)) tx.store.delete(o.key)
    }
    tx.store.put(op)
  })
  await tx.done
  note(begun().slice(list.length))
  await render()
  send()
}
const queue = (...op) => queueAll([op])
const shown = (form) => [...form.elements].filter((e) => e.type !== 'hidden' && e.type !== 'submit' && e.value && (!/radio|checkbox/.test(e.type) || e.checked))
  .map((e) => e.selectedOptions?.[0]?.text ?? (e.type === 'radio' ? e.labels[0]?.textContent : e.value).trim()).join(' · ')
const fields = (form, by) => {
  const f = Object.fromEntries(new FormData(form, by))
  for (const n of ['csrf', 'key', 'row_version']) delete f[n]
  return f
}
const why = (set) => set.querySelector('[name^=reason]')
const present = (set, value) => ['attendance', set.dataset.nguoiDu, set.dataset.ban, { value, text: why(set)?.value ?? '' }, set.querySelector('legend')?.textContent.trim()]

// A line of the score for each criterion that was judged; with full, the rest at its most.
const scores = (form, full) => [...form.querySelectorAll('[data-muc]')].flatMap((row) => {
  const { muc, ban, nhieuNhat } = row.dataset
  const box = row.querySelector('[name^="points."]')
  const off = row.querySelector('[name^="na."]')?.checked
  if (full && !off) box.value ||= nhieuNhat
  if (!off && !box.value) return []
  return [['score', muc, ban, { value: off ? 'na' : box.value.replace(',', '.') }, row.querySelector('label').textContent.trim()]]
})

const entered = async (e) => {
  const form = e.target
  const { ghi, xoa, muc, ban } = form.dataset
  const one = 'thongQua' in form.dataset
  if (!ghi && !xoa && !one && !('diemDanh' in form.dataset) && !('chamDiem' in form.dataset)) return
  e.preventDefault()
  leave = form.dataset.tiep ?? (one ? `/ky-hop/${meeting}` : '')
  if (ghi) await queue(ghi, muc ?? crypto.randomUUID(), ban, fields(form, e.submitter), shown(form))
  else if ('chamDiem' in form.dataset) await queueAll(scores(form, e.submitter?.name === 'full'))
  else if (xoa) await queue('remove', muc, ban, { value: xoa }, '')
  else if (one) await queue('adopt', '', 0, {}, text('thongQua'))
  else send()
  if (!ghi) return
  if (muc) for (const e of form.elements) e.defaultValue = e.value
  else form.reset()
  if (!muc || ghi === 'result') leave ||= location.href
}

// --- what is shown ---

const label = (o, value) => {
  const box = o.what === 'attendance' && document.querySelector(`[data-nguoi-du="${o.item}"] [value="${value}"]`)
  return box ? box.labels[0].textContent.trim() : value || text('khong')
}
const button = (words, f) => {
  const b = element('button', words, 'govuk-button govuk-button--secondary')
  b.type = 'button'
  b.onclick = f
  return b
}
const drop = async (o) => { await (await db()).delete('ops', o.key); await render(); send() }
const choose = (o, value) => (async () => { await (await db()).delete('ops', o.key); await queue('choose', o.key, o.answer.version, { value }, '') })()

const problem = (o) => {
  const line = element('div', '', 'app-offline__line')
  const { value, who, at, errors } = o.answer ?? {}
  if (o.state === 'conflict') {
    line.append(element('p', text('khac', o.show ?? '', label(o, o.f.value ?? o.f.text ?? o.show), label(o, value), who, at ? new Date(at).toLocaleString(document.documentElement.lang) : '')),
      button(text('lay'), () => choose(o, 'take')), button(text('giu'), () => choose(o, 'leave')))
  } else if (o.state === 'refused') {
    line.append(element('p', `${o.show}: ${errors.map((x) => x.message).join(' ')}`), button(text('bo'), () => drop(o)))
    const form = document.querySelector(`form[data-ghi="${o.what}"]`)
    if (form) line.append(button(text('sua'), async () => { fill(form, o.f); await drop(o); form.querySelector('input,select,textarea')?.focus() }))
  } else {
    line.append(element('p', text('cu', o.show ?? '', new Date(o.at).toLocaleDateString(document.documentElement.lang))),
      button(text('gui'), async () => { o.sure = true; await (await db()).put('ops', o); await render(); send() }), button(text('bo'), () => drop(o)))
  }
  return line
}
const fill = (form, f) => {
  for (const [n, v] of Object.entries(f)) {
    const e = form.elements.namedItem(n)
    if (e) e.value = v
  }
}

// As the roll counts: who takes part online is present; nobody checked is not recorded.
const counted = (set) => { const v = set.querySelector('[type=radio]:checked')?.value ?? 'not_recorded'; return v === 'online' ? 'present' : v }

const overlay = (o) => {
  const set = o.what === 'attendance' && document.querySelector(`[data-nguoi-du="${o.item}"]`)
  if (set) {
    const box = set.querySelector(`[value="${o.f.value}"]`)
    if (box) box.checked = true
    if (why(set) && o.f.text) why(set).value = o.f.text
    set.classList.toggle('app-waits', waits(o))
    if (o.state === 'saved') set.dataset.ban = o.answer.version
    return
  }
  const points = o.what === 'score' && document.querySelector(`[data-cham-diem] [data-muc="${o.item}"] [name^="points."]`)
  if (points) { if (o.f.value !== 'na') points.value = o.f.value; return }
  const form = o.item && document.querySelector(`form[data-ghi="${o.what}"][data-muc="${o.item}"]`)
  if (form) { fill(form, o.f); if (o.state === 'saved') form.dataset.ban = o.answer.version; return }
  const list = document.querySelector(`[data-danh-sach="${o.what}"]`)
  const row = document.querySelector(`[data-muc="${o.item}"]:not(form)`)
  if (o.what === 'remove') row?.classList.add('app-waits')
  else if (list) {
    const line = element(/^[OU]L$/.test(list.tagName) ? 'li' : 'p', `${o.show} (${text(waits(o) ? 'choGui' : 'daGui')})`, 'app-waits app-offline__new')
    list.append(line)
  }
}

const render = async () => {
  const ops = await mine()
  const due = ops.filter(waits)
  const old = due.filter((o) => !o.sure && Date.now() - o.at >= OLD)
  const bad = [...ops.filter((o) => o.state && o.state !== 'saved'), ...old]
  every('.app-offline__new', (e) => e.remove())
  every('.app-waits', (e) => e.classList.remove('app-waits'))
  ops.filter((o) => waits(o) || o.state === 'saved').forEach(overlay)
  every('[data-dem]', (e) => { e.textContent = [...document.querySelectorAll('[data-nguoi-du]')].filter((set) => counted(set) === e.dataset.dem).length })
  const reason = said === 'login' ? text('dangNhap') : said === 'other' ? text('nguoiKhac') : !navigator.onLine || said === 'off' ? text('mat') : ''
  const line = element('p', [due.length ? text('cho', due.length) : ops.length ? text('xong') : '', bad.length && due.some((o) => o.what === 'adopt') ? text('thongQuaCho') : '', due.length || !navigator.onLine ? reason : ''].join(' ').trim())
  if (said === 'login' && due.length) { const a = element('a', text('vao'), 'govuk-link'); a.href = '/dang-nhap?tiep=' + encodeURIComponent(location.pathname); line.append(' ', a) }
  band.replaceChildren(line, ...bad.map(problem), ...(due.length ? [button(text('guiNgay'), send)] : []))
  band.hidden = !ops.length && navigator.onLine
  Object.assign(band.dataset, { waiting: due.length, conflicts: ops.filter((o) => o.state === 'conflict').length, refused: ops.filter((o) => o.state === 'refused').length })
  return ops
}

// Once all is there, the page is shown as the server has it; not while somebody is writing.
const writing = () => [...document.querySelectorAll('form[data-ghi]')].some((f) => [...f.querySelectorAll('textarea,input:not([type]),[type=text]')].some((e) => e.value !== e.defaultValue))
const heard = async (m) => {
  said = m.said
  const ops = await render()
  if (!m.idle || said !== 'ok' || ops.some((o) => o.state !== 'saved') || !leave || writing()) return
  if (leave === location.href) location.reload()
  else location.assign(leave)
}

const start = async (r) => {
  registration = r
  navigator.serviceWorker.addEventListener('message', (e) => heard(e.data))
  document.addEventListener('submit', entered)
  document.addEventListener('change', (e) => {
    const set = e.target.closest('[data-nguoi-du]')
    if (set) queue(...present(set, set.querySelector('[type=radio]:checked')?.value ?? 'not_recorded'))
  })
  document.addEventListener('click', (e) => {
    const all = e.target.closest('[data-tat-ca]')
    if (!all) return
    e.preventDefault()
    const value = all.dataset.tatCa
    const left = [...document.querySelectorAll('[data-nguoi-du]')].filter((set) => counted(set) === 'not_recorded' && set.querySelector(`[value="${value}"]`))
    for (const set of left) set.querySelector(`[value="${value}"]`).checked = true
    queueAll(left.map((set) => present(set, value)))
  })
  addEventListener('online', send)
  addEventListener('offline', render)
  addEventListener('pageshow', send)
  document.addEventListener('visibilitychange', () => document.hidden || send())
  registration.active?.postMessage({ keep: ['', '/diem-danh', '/bien-ban', '/cham-diem', '/xem-lai'].map((p) => `/ky-hop/${meeting}${p}`) })
  const cut = begun()
  note([])
  if (cut.length) await queueAll(cut)
  await render()
  send()
  band.dataset.ready = ''
}
navigator.serviceWorker?.ready.then(start)
