// Proves, on the whole made-up province: on 31/12/2021 the pages and the JSON face of the root, of Than Quảng Ninh and of
// Tân Bình count what the article printed, and every figure leads to as many rows; the date stays while one moves about;
// tree and changes work with and without JavaScript; nothing breaks a rule of axe or sticks out at 320 px.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const on = 'ngay=2021-12-31'
const t = await begin({ size: 'province' })

// Asked from inside the page, since only the browser sends its cookies to 127.0.0.1 as to a secure place.
async function json (page, path) {
  const { status, body } = await page.evaluate(async (url) => {
    const answer = await fetch(url, { headers: { Accept: 'application/json' } })
    return { status: answer.status, body: await answer.json() }
  }, path)
  assert.equal(status, 200, path)
  return body
}

await t.test('the figures of the article, counted', async (page) => {
  await t.signIn(page, 'tinhuy')
  const root = await json(page, `/to-chuc/22.000.000.000.000?${on}`)
  assert.deepEqual([root.on, root.known], ['2021-12-31', null])
  assert.deepEqual([root.counts.direct_committees, root.counts.grassroots_orgs, root.counts.cells, root.counts.members], [20, 696, 4971, 104700])
  assert.equal(root.counts.private_cells, 53)
  const mine = (await json(page, `/to-chuc/22.301.000.000.000?${on}`)).counts
  assert.deepEqual([mine.grassroots_orgs, mine.grassroots_committees, mine.grassroots_cells], [40, 36, 4])
  assert.ok(mine.members > 18500 && mine.members < 19000, `nearly 19,000, not ${mine.members}`)
  const commune = (await json(page, `/to-chuc/22.200.004.000.000?${on}`)).counts
  assert.deepEqual([commune.members, commune.cells, commune.rural_cells], [164, 14, 9])
  assert.deepEqual((await json(page, `/tong-quan?${on}`)).counts, root.counts)
})

await t.test('each figure of a page leads to as many rows', async (page) => {
  await t.signIn(page, 'tinhuy')
  for (const code of ['22.000.000.000.000', '22.301.000.000.000', '22.200.004.000.000']) {
    await page.goto(`/to-chuc/${code}?${on}`)
    const figures = await page.$$eval('.govuk-summary-list a[href^="/to-chuc"]', (links) =>
      links.map((a) => ({ href: a.getAttribute('href'), count: Number(a.textContent.replaceAll('.', '')) })))
    assert.ok(figures.length >= 6)
    for (const f of figures) {
      assert.match(f.href, /ngay=2021-12-31/)
      assert.equal((await json(page, f.href)).total, f.count, f.href)
    }
  }
})

await t.test('overview: tiles, map, table; the date stays', async (page) => {
  await t.signIn(page, 'tinhuy')
  await page.goto(`/tong-quan?${on}`)
  const tiles = await page.$$eval('.app-tile b', (list) => list.slice(0, 4).map((b) => b.textContent.trim()))
  assert.deepEqual(tiles, ['20', '696', '4.971', '104.700'])
  assert.equal(await page.locator('.app-only-wide svg a').count(), 13)
  await page.click('.app-only-wide svg a >> nth=0')
  assert.match(page.url(), /ngay=2021-12-31/)
  await t.accessible(page)
  await page.goto('/tong-quan?ngay=2025-07-01')
  assert.equal(await page.locator('main h1').count(), 1)
})

for (const javaScriptEnabled of [true, false]) {
  await t.test(`the tree opens a branch, ${javaScriptEnabled ? 'in place' : 'by its link, without JavaScript'}`, async (page) => {
    await t.signIn(page, 'tinhuy')
    await page.goto(`/to-chuc?${on}`)
    await page.click('summary:has-text("Đảng bộ huyện Đầm Hà")')
    if (!javaScriptEnabled) await page.click('li:has(> details > summary:has-text("Đảng bộ huyện Đầm Hà")) >> text=Xem các tổ chức trực thuộc')
    await page.waitForSelector('summary:has-text("Đảng bộ xã Tân Bình")')
  }, { javaScriptEnabled })

  await t.test(`rename: form, check, deed${javaScriptEnabled ? '' : ', without JavaScript'}`, async (page) => {
    const name = javaScriptEnabled ? 'Chi bộ thôn Một' : 'Chi bộ thôn Một mới'
    await t.signIn(page, 'xatanbinh')
    await page.goto('/to-chuc/22.200.004.000.001/sua/doi-ten')
    await page.fill('#name', '')
    await page.fill('#from', '01/11/2026')
    await page.click('main form .govuk-button')
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.inputValue('#from'), '01/11/2026')
    await page.fill('#name', name)
    await page.click('main form .govuk-button')
    assert.match(await page.textContent('main'), new RegExp(name))
    if (javaScriptEnabled) await t.accessible(page)
    await page.click('main form .govuk-button')
    assert.equal(await page.textContent('h1'), name)
  }, { javaScriptEnabled })
}

const pages = [
  ['tinhuy', `/tong-quan?${on}`], ['tinhuy', `/tong-quan?${on}&mau=ty-le`], ['tinhuy', `/to-chuc?${on}`], ['tinhuy', '/to-chuc?q=tan+binh'],
  ['tinhuy', `/to-chuc/22.200.004.000.000?${on}`], ['tinhuy', '/to-chuc/22.200.004.000.000/lich-su'], ['tinhuy', '/to-chuc/22.200.004.000.000/cap-uy'],
  ['tinhuy', '/to-chuc/22.000.000.000.000/thong-ke?theo=ethnicity'], ['tinhuy', '/to-chuc/22.000.000.000.000/can-chu-y?muc=small_cells'],
  ['tinhuy', '/dia-ban'], ['tinhuy', '/dia-ban/06904'], ['xatanbinh', '/to-chuc/22.200.004.000.000/sua'],
  ['xatanbinh', '/to-chuc/moi?trong=22.200.004.000.000'], ['xatanbinh', '/to-chuc/22.200.004.000.001/cap-uy?moi=1'], ['bithu', '/tong-quan']
]
for (const account of ['tinhuy', 'xatanbinh', 'bithu']) {
  await t.test(`axe and 320 px: pages of ${account}`, async (page) => {
    await t.signIn(page, account)
    for (const [, path] of pages.filter(([who]) => who === account)) {
      await page.setViewportSize({ width: 320, height: 640 })
      const answer = await page.goto(path)
      assert.equal(answer.status(), 200, path)
      await t.fits(page)
      await t.accessible(page)
    }
  })
}
await t.end()
