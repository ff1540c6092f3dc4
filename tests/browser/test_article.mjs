// Proves: the article from the records is open to anybody in made-up data, in a small demo too, where figures of the province are
// told as they are and do not agree; every figure leads to its rows, and who is signed in is led from the rows to where they are kept.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const asked = (page, path) => page.evaluate(async (path) => {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } })
  return [answer.status, answer.ok ? await answer.json() : null, answer.headers.get('x-robots-tag')]
}, path)

let rows = []
await t.test('anybody reads it, from the front page on', async (page) => {
  await page.goto('/')
  await page.click('main a[href="/bai-bao"]')
  assert.equal(new URL(page.url()).pathname, '/bai-bao')
  const [status, body, robots] = await asked(page, '/bai-bao')
  assert.equal(status, 200)
  assert.equal(robots, 'noindex')
  assert.equal(body.total, 46)
  assert.equal(body.rows.length, 46)
  assert.equal(body.agreeing, body.rows.filter((r) => r.agrees).length)
  rows = body.rows
  // What the article tells of Tân Bình and of coal is whole in the small demo as well.
  for (const r of rows.filter((r) => /^(tb-|tq-(0[5-9]|1)|d-(06|07|08|11|12|13))/.test(r.id))) assert.ok(r.agrees, r.id)
  assert.equal(await page.locator('main tbody tr').count(), 46)
  const press = page.locator('main a[href="/bai-bao/tq-10"]')
  await press.click()
  assert.match(await page.locator('main').innerText(), /gần 200/)
  assert.match(await page.locator('main').innerText(), /tạo ra cho khớp với bài báo/)
})

await t.test('the rows of each figure come to it', async (page) => {
  await page.goto('/bai-bao')
  for (const r of rows.filter((r) => r.computed !== null)) {
    const [status, body] = await asked(page, r.link + '?co=200')
    assert.equal(status, 200, r.id)
    if (body.total > body.rows.length) continue
    const sum = (part) => body.rows.filter((row) => row.part === part).reduce((n, row) => n + row.value, 0)
    if (r.by === 'ratio') {
      assert.equal(sum('top'), body.sum, r.id)
      assert.ok(Math.abs(sum('top') * (r.measure === '%' ? 100 : 1) / sum('bottom') - r.computed) < 0.051, r.id)
    } else assert.ok(Math.abs(sum(null) - r.computed) < 1e-9, r.id)
  }
})

await t.test('who is signed in is led from the rows to the records', async (page) => {
  await t.signIn(page, 'tinhuy')
  const seen = new Set()
  for (const r of rows.filter((r) => r.computed !== null)) {
    const [, body] = await asked(page, r.link)
    const link = body.rows[0].link
    const shape = link.replace(/[0-9.]{6,}|\?.*/g, '')
    if (seen.has(shape)) continue
    seen.add(shape)
    const answer = await page.goto(link)
    assert.equal(answer.status(), 200, `${r.id}: ${link}`)
  }
  assert.ok(seen.size >= 8, [...seen].join(' '))
})

await t.end()
