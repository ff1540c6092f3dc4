// Proves, on a phone of 360 px with scripts and without: a clerk sets up indicators, a form and what must hold; a secretary is led
// from the own work to the sheet that is owed, is told beside each number what is wrong with it, looks over what was typed and
// sends it; the clerk sends it back, has it again and approves it; the series tells what was found, and a row leads to its value.
// The same pages weigh little and break no rule of axe.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const COMMUNE = '22.200.004.000.000'
const CELL = '22.200.004.000.001'
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).first().click()])
const follow = (page, selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()])
const json = (page, path) => page.evaluate(async (path) => (await fetch(path, { headers: { Accept: 'application/json' } })).json(), path)
const text = (page, path) => page.evaluate(async (path) => (await fetch(path)).text(), path)

for (const scripts of [true, false]) {
  const options = { ...phone, javaScriptEnabled: scripts }
  const how = scripts ? 'with scripts' : 'without scripts'
  const tag = scripts ? 'co' : 'khong'
  const form = `nuoc.${tag}`
  let period // of the sheet that was owed first
  const look = async (page) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}-${tag}-${String(look.n = (look.n ?? 0) + 1).padStart(2, '0')}.png`, fullPage: true })
    if (!scripts) return
    await t.accessible(page)
    await t.fits(page)
  }
  const indicator = async (page, code, name, measure, formula) => {
    await page.goto(`/chi-tieu/danh-muc/moi?don-vi=${COMMUNE}`)
    await page.fill('#code', code)
    await page.fill('#name', name)
    await page.fill('#measure', measure)
    await page.fill('#from', '01/01/2020')
    await page.fill('#formula', formula)
    await press(page, 'Lưu')
  }

  await t.test(`a clerk sets up indicators and a form, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await indicator(page, `ho.${tag}`, 'Tổng số hộ', 'hộ', '')
    await look(page)
    await indicator(page, `sach.${tag}`, 'Hộ dùng nước sạch', 'hộ', '')
    await indicator(page, `ty_le.${tag}`, 'Tỷ lệ hộ dùng nước sạch', '%', `[sach.${tag}] / [ho.${tag}`)
    assert.match(await page.innerText('.govuk-error-summary'), /ở ký tự/)
    assert.equal(await page.inputValue('#formula'), `[sach.${tag}] / [ho.${tag}`)
    await look(page)
    await page.fill('#formula', `[sach.${tag}] / [ho.${tag}] * 100`)
    await press(page, 'Lưu')
    await page.goto(`/chi-tieu/bieu/moi?don-vi=${COMMUNE}`)
    await page.fill('#code', form)
    await page.fill('#name', `Nước sạch ${tag}`)
    await page.selectOption('#asked', 'any_cell')
    await page.fill('#from', '01/01/2026')
    await look(page)
    await press(page, 'Lưu')
    for (const code of [`ho.${tag}`, `sach.${tag}`, `ty_le.${tag}`]) {
      await page.selectOption('#add', code)
      await press(page, 'Lưu các chỉ tiêu')
    }
    if (await page.locator('#formula').isHidden()) await page.getByText('Thêm điều kiện').click()
    await page.fill('#formula', `[sach.${tag}] <= [ho.${tag}]`)
    await page.fill('#message', 'Hộ dùng nước sạch không thể nhiều hơn tổng số hộ')
    await page.check('#strict')
    await page.locator('form[action$="/kiem-tra"] button').click()
    await page.waitForLoadState()
    assert.match(await page.innerText('main'), /không thể nhiều hơn/)
    await look(page)
  }, options)

  await t.test(`a secretary enters, is told what is wrong, and sends, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await page.goto('/viec-cua-toi')
    await follow(page, `a[href="/chi-tieu?don-vi=${CELL}"]`)
    await look(page)
    await follow(page, `.govuk-task-list a:has-text("Nước sạch ${tag}")`)
    await look(page)
    assert.ok((await (await page.reload()).body()).length < 40 * 1024, 'a sheet of three lines is a light page')
    await page.fill(`[id="value.ho.${tag}"]`, '1.234')
    await page.fill(`[id="value.sach.${tag}"]`, 'nhiều')
    await press(page, 'Lưu và xem lại')
    assert.match(await page.innerText('.govuk-error-summary'), /có thể đọc hai cách[^]*không phải là một số/)
    assert.equal(await page.inputValue(`[id="value.sach.${tag}"]`), 'nhiều')
    await look(page)
    await page.fill(`[id="value.ho.${tag}"]`, '120')
    await page.fill(`[id="value.sach.${tag}"]`, '130,5')
    await press(page, 'Lưu và xem lại')
    assert.match(await page.innerText('main'), /không thể nhiều hơn tổng số hộ – phải sửa mới gửi được/)
    await look(page)
    await press(page, 'Gửi')
    assert.match(await page.innerText('.govuk-error-summary'), /không thể nhiều hơn/)
    await follow(page, `a[href*="sua=1#value.sach.${tag}"]`)
    await page.fill(`[id="value.sach.${tag}"]`, '90')
    await press(page, 'Lưu và xem lại')
    assert.match(await page.innerText('main'), /75%/)
    await press(page, 'Gửi')
    assert.match(await page.innerText('main'), /Đã gửi/)
    await look(page)
  }, options)

  await t.test(`a clerk sends back, and approves, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await page.goto('/chi-tieu')
    await look(page)
    const sheet = await page.locator(`.govuk-task-list a:has-text("Nước sạch ${tag}")`).first().getAttribute('href')
    period = new URL(sheet, t.url).searchParams.get('ky')
    await page.goto(sheet)
    await look(page)
    await page.getByText('Trả lại').first().click()
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true }))
    await page.fill('#take_back_reason', 'Ghi rõ nguồn')
    await press(page, 'Trả lại')
    await page.context().clearCookies()
    await t.signIn(page, 'bithu')
    await page.goto(sheet.replace('?', '/xem-lai?'))
    assert.match(await page.innerText('main'), /Ghi rõ nguồn/)
    await press(page, 'Gửi')
    await page.context().clearCookies()
    await t.signIn(page, 'xatanbinh')
    await page.goto(sheet)
    await press(page, 'Duyệt')
    assert.match(await page.innerText('main'), /Đã duyệt xong/)
    await look(page)
  }, options)

  await t.test(`the series tells what was found, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await page.goto(`/chi-tieu/sach.${tag}/chuoi?don-vi=${COMMUNE}`)
    assert.match(await page.innerText('h1'), /Hộ dùng nước sạch.*90/)
    await look(page)
    const found = await json(page, `/chi-tieu/sach.${tag}/chuoi?don-vi=${COMMUNE}`)
    const last = found.series.filter((s) => s.result.value !== null).pop()
    assert.equal(last.result.value, 90)
    assert.match(await text(page, `/chi-tieu/sach.${tag}/chuoi.csv?don-vi=${COMMUNE}`), new RegExp(last.period))
    const rows = await json(page, `/chi-tieu/sach.${tag}/hang?don-vi=${COMMUNE}&ky=${last.period}`)
    assert.equal(rows.total, 1)
    await page.goto(`/chi-tieu/sach.${tag}/hang?don-vi=${COMMUNE}&ky=${last.period}`)
    await look(page)
    await follow(page, 'a[href*="/gia-tri"]')
    // The wrong one that was corrected is seen beside what took its place.
    assert.match(await page.innerText('main'), /90[^]*130,5/)
    await look(page)
    await page.goto(`/chi-tieu/ty_le.${tag}/chuoi?don-vi=${COMMUNE}`)
    assert.match(await page.innerText('h1'), /75/)
  }, options)

  await t.test(`who has reported leads to the units, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await page.goto(`/chi-tieu/bieu/${form}?don-vi=${COMMUNE}&ky=${period}`)
    await look(page)
    const { sum } = await json(page, `/chi-tieu/bieu/${form}?don-vi=${COMMUNE}&ky=${period}`)
    assert.equal(sum.on_time + sum.late, 1)
    for (const which of ['expected', 'on_time', 'late', 'missing', 'open', 'begun', 'approved', 'final']) {
      const units = await json(page, `/chi-tieu/bieu/${form}/don-vi?don-vi=${COMMUNE}&ky=${period}&loai=${which}`)
      assert.equal(units.total, sum[which], which)
    }
    await follow(page, 'a[href*="loai=expected"]')
    await look(page)
    await page.goto(`/chi-tieu/bieu/${form}/ngoai-le?don-vi=${COMMUNE}`)
    await look(page)
  }, options)
}

await t.end()
