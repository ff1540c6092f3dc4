// Proves, on a phone of 360 px with scripts and without: the secretary's page of what is owed has each line lead where it says
// and weighs little; from a task of a paper's chain the way up is told, and from the chain of the cell the task again; the
// province's leader goes down the chain from the province to a cell, every number opening as many rows as it says.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const CELL = '22.200.004.000.001'
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const json = (page, path) => page.evaluate(async (path) => (await fetch(path, { headers: { Accept: 'application/json' } })).json(), path)

for (const scripts of [true, false]) {
  const options = { ...phone, javaScriptEnabled: scripts }
  const how = scripts ? 'with scripts' : 'without scripts'
  const look = async (page) => {
    if (!scripts) return
    await t.accessible(page)
    await t.fits(page)
  }

  await t.test(`a secretary is led to all that is owed, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await page.goto('/viec-cua-toi')
    await page.locator('a[href^="/viec-phai-lam"]').first().click()
    await look(page)
    const lines = await page.locator('main .govuk-task-list__link').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    assert.ok(lines.length > 0)
    for (const href of lines) {
      const answer = await page.goto(href)
      assert.equal(answer.status(), 200, href)
    }
    const owed = await page.goto('/viec-phai-lam')
    assert.ok((await owed.body()).length < 25 * 1024)
  }, options)

  await t.test(`a leader goes down a chain, ${how}`, async (page) => {
    await t.signIn(page, 'tinhuy')
    const papers = (await json(page, '/nghi-quyet?kind=resolution')).rows
    const paper = papers.find((p) => p.number === '09-NQ/TU').id
    await page.goto(`/nghi-quyet/${paper}/chuoi`)
    await look(page)
    const { sum, unit } = await json(page, `/nghi-quyet/${paper}/chuoi`)
    assert.equal((await json(page, `/nghi-quyet/${paper}/chuoi/nghia-vu?don-vi=${unit.code}`)).total, sum.duties.sent)
    assert.equal((await json(page, `/nghi-quyet/${paper}/chuoi/nhiem-vu?don-vi=${unit.code}`)).total, sum.tasks.tasks)
    for (let i = 0; i < 4 && await page.locator('main tbody th a').count(); i++) {
      await page.locator('section:last-of-type tbody th a').first().click()
      await look(page)
    }
    await page.goto(`/nghi-quyet/${paper}/chuoi?don-vi=${CELL}`)
    await page.locator('a[href*="/giao-viec/"][href*="/chuoi"]').first().click()
    await look(page)
    assert.match(await page.innerText('main'), /09-NQ\/TU/)
    await page.locator(`a[href*="/chuoi?don-vi=${CELL}"]`).first().click()
    assert.equal(await page.locator('h1').count(), 1)
  }, options)
}

await t.end()
