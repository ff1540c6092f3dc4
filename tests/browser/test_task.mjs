// Proves, on a phone of 360 px with scripts and without: the secretary sets a task, reports on it for the member and it is
// said so, finds it in the list; the sheet of a meeting's score is filled by one press and says a wrong figure beside its
// box; the committee above enters its own sheet beside the cell's, makes a plan for a cell and ends it.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const CELL = '22.200.004.000.001'
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const press = async (page, name) => {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).first().click()])
}
const text = (page) => page.innerText('main')

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts'
  const options = { ...phone, javaScriptEnabled: scripts }
  const look = async (page) => {
    if (!scripts) return
    await t.fits(page)
    await t.accessible(page)
  }
  const title = `Sửa đường thôn, ${how}`

  await t.test(`a task from setting to result, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await page.goto(`/chi-bo/${CELL}/giao-viec`)
    await press(page, 'Giao việc')
    assert.match(await page.title(), /^Lỗi: /)
    await look(page)
    await page.fill('#title', title)
    const who = await page.locator('#responsible option').nth(1).innerText()
    await page.selectOption('#responsible', { index: 1 })
    await page.selectOption('#checker', { index: 2 })
    await page.fill('#due', '31/12/2099')
    await press(page, 'Giao việc')
    assert.equal((await page.textContent('h1')).trim(), title)
    await look(page)
    await page.getByLabel('Không hoàn thành').check()
    await press(page, 'Báo cáo')
    assert.match(await page.title(), /^Lỗi: /)
    await look(page)
    await page.getByLabel('Đang làm').check()
    await page.fill('#progress', '40')
    await page.fill('#note', 'Đã gặp các hộ')
    await press(page, 'Báo cáo')
    assert.ok((await text(page)).includes(`(thay ${who})`), 'said for whom')
    await page.goto(`/giao-viec?q=${encodeURIComponent('sua duong thon')}`)
    assert.ok((await text(page)).includes(title))
    await look(page)
    await page.getByRole('link', { name: title }).click()
    await page.locator('summary', { hasText: 'Thôi giao' }).click()
    await page.fill('#reason', 'Đã có đơn vị khác làm')
    await press(page, 'Thôi giao')
    assert.ok((await text(page)).includes('Đã có đơn vị khác làm'))
    await look(page)
  }, options)

  await t.test(`two sheets of one meeting, and a plan, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await page.goto(`/chi-bo/${CELL}/diem`)
    await look(page)
    const sheet = await page.locator('main tbody a').nth(scripts ? 0 : 1).getAttribute('href')
    await page.goto(`${sheet}/cap-tren`)
    await page.fill('[id="points.3.1"]', '9')
    await press(page, 'Lưu')
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.inputValue('[id="points.3.1"]'), '9')
    await look(page)
    await page.fill('[id="points.3.1"]', '2,5')
    await press(page, 'Đủ điểm các mục còn lại')
    assert.equal(await page.inputValue('[id="points.3.1"]'), '2,5')
    assert.equal(await page.inputValue('[id="points.3.2"]'), '2')
    await look(page)
    await page.goto(sheet)
    assert.ok((await text(page)).includes('Cấp trên chấm'))
    await look(page)
    const person = (await t.command('export', 'offices')).split('\n').find((l) => l.includes(`,${CELL},secretary,`)).split(',')[0]
    await page.goto(`/chi-bo/${CELL}/cung-co/moi?reason=judged`)
    await press(page, 'Lập kế hoạch')
    assert.match(await page.title(), /^Lỗi: /)
    await page.fill('#goal', 'Sinh hoạt đủ các bước')
    await page.fill('#responsible', person)
    await page.fill('#review_on', '31/12/2099')
    await press(page, 'Lập kế hoạch')
    await look(page)
    await page.fill('#text', 'Cấp ủy dự họp ba tháng')
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('Cấp ủy dự họp ba tháng'))
    await page.goto('/chi-bo-yeu')
    assert.ok((await text(page)).includes('Đang củng cố'))
    await look(page)
    await page.goBack()
    await page.locator('summary', { hasText: 'Kết thúc kế hoạch' }).click()
    await page.fill('#outcome', 'Đủ các bước')
    await press(page, 'Kết thúc kế hoạch')
    assert.ok((await text(page)).includes('Đã kết thúc'))
    await page.goto('/chi-bo-yeu')
    assert.ok(!(await text(page)).includes('Đang củng cố'))
  }, options)
}
await t.end()
