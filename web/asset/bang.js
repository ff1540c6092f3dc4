// bang.js: a board that fills while it is looked at. It asks the JSON face of its own address, which answers 304 while nothing
// has changed, and puts each figure where the page says it belongs; without it the page is loaded anew now and then.
//
//   <div data-live="4"> seconds between two questions while something happens
//     <b data-k="counted">        of the JSON's "sum", or of the JSON itself
//     <tr data-unit="22.200"> …   cells with data-k are of the row of that unit
//   <p data-say>                  hears "summary", at most twice a minute, for those who only listen
const board = document.querySelector('[data-live]')
const ear = document.querySelector('[data-say]')
const lang = document.documentElement.lang
const soon = board.dataset.live * 1000
const SLOW = 30000
let wait = soon
let tag = ''
let timer
let heard = 0

const put = (el, value) => {
  if (el.tagName === 'PROGRESS') el.value = value
  const text = typeof value === 'number' ? value.toLocaleString(lang) + (el.dataset.after ?? '') : value ?? '–'
  if (el.textContent !== text) el.textContent = text
}

const fill = (data) => {
  const rows = Object.fromEntries(data.rows.map((r) => [r.unit_code, r]))
  const shown = new Set([...board.querySelectorAll('[data-unit]')].map((line) => line.dataset.unit))
  // What is counted by other units than before is another page.
  if (data.rows.some((r) => !shown.has(r.unit_code))) return location.reload()
  for (const el of board.querySelectorAll('[data-k]')) {
    const line = el.closest('[data-unit]')
    const of = line ? rows[line.dataset.unit] : { ...data, ...data.sum }
    if (of) put(el, of[el.dataset.k])
  }
  if (Date.now() - heard < SLOW) return
  heard = Date.now()
  ear.textContent = data.summary
}

const ask = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'application/json', ...(tag && { 'If-None-Match': tag }) }, cache: 'no-store' })
    if (answer.status === 200) {
      // The first answer is what the page shows already, or what came since.
      if (tag) wait = soon
      tag = answer.headers.get('ETag') ?? ''
      fill(await answer.json())
    } else if (answer.status === 304) wait = Math.min(wait * 1.3, SLOW)
    else if (answer.status < 500 && answer.status !== 429) return
    else wait = Math.min(wait * 2, 2 * SLOW)
  } catch {
    wait = Math.min(wait * 2, 2 * SLOW)
  }
  later()
}
// Not all at once: many look at the same board.
const later = () => {
  clearTimeout(timer)
  if (!document.hidden) timer = setTimeout(ask, wait * (0.8 + Math.random() * 0.4))
}
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return clearTimeout(timer)
  wait = soon
  ask()
})
heard = Date.now()
later()
