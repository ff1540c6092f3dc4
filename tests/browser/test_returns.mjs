// The returns of a month as a clerk of a commune works with them, without and with scripts: every button is pressed once.
// Expected: figures lead to their cells, an excuse is recorded and ended, a mail address waits for
// its code, a calendar address is told once; nothing breaks a rule of axe or is wider than a phone.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const COMMUNE = '22.200.053.000.000'

const press = (page, name) => Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name }).first().click()])

for (const scripts of [true, false]) {
  const options = { ...phone, javaScriptEnabled: scripts }
  const how = scripts ? 'with scripts' : 'without scripts'
  const look = async (page, what) => {
    if (!scripts) return
    await t.accessible(page)
    await t.fits(page)
    assert.equal(await page.locator('h1').count(), 1, what)
  }

  await t.test(`a clerk follows the month of the cells, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await page.goto('/sinh-hoat?thang=2021-12')
    await look(page, 'month')
    const owing = await page.locator('.app-tile b').first().innerText()
    await page.getByRole('link', { name: owing, exact: true }).first().click()
    await look(page, 'cells')
    assert.equal(await page.locator('main tbody tr').count(), Number(owing))
    await page.locator('main tbody a').first().click()
    await look(page, 'cell')
    const cell = new URL(page.url()).pathname
    // A month nothing was recorded of: excused, and excused no longer.
    await page.goto(`${cell}?thang=2016-05`)
    await page.fill('input[name="reason"]', 'Mưa lũ')
    await press(page, 'Miễn họp tháng này')
    assert.match(await page.locator('main').innerText(), /Đã ghi miễn họp/)
    await look(page, 'excused')
    await press(page, 'Thôi miễn')
    assert.match(await page.locator('main').innerText(), /Đã thôi miễn/)
    await page.goto('/sinh-hoat/nam?thang=2021-12')
    await look(page, 'year')
    await page.goto(`/sinh-hoat/hom-nay?don-vi=${COMMUNE}`)
    await look(page, 'tonight')
  }, options)

  await t.test(`being told: notices, mail and calendar, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await page.goto('/thong-bao')
    await look(page, 'notices')
    await page.goto('/toi/thu-va-lich')
    await look(page, 'ways')
    await page.fill('input[name="address"]', 'khong phai')
    await press(page, 'Gửi mã xác nhận')
    await look(page, 'wrong address')
    assert.match(await page.locator('main').innerText(), /chưa đúng/)
    await page.fill('input[name="address"]', `bi.thu.${scripts}@so.example`)
    await press(page, 'Gửi mã xác nhận')
    assert.match(await page.locator('main').innerText(), /b…@so\.example/)
    await page.fill('input[name="code"]', 'AAAA-AAAA')
    await press(page, 'Xác nhận')
    assert.match(await page.locator('main').innerText(), /Mã không đúng/)
    await press(page, 'Thôi nhận thư')
    await press(page, 'Tạo địa chỉ lịch')
    const address = await page.locator('code.app-secret').innerText()
    await look(page, 'feed')
    const feed = await page.request.get(new URL(address).pathname, { headers: { Cookie: '' } })
    assert.equal(feed.status(), 200)
    assert.match(await feed.text(), /^BEGIN:VCALENDAR\r\n/)
    await page.goto('/toi/thu-va-lich')
    await press(page, 'Bỏ địa chỉ lịch')
    assert.equal((await page.request.get(new URL(address).pathname)).status(), 404)
  }, options)
}

await t.end()
