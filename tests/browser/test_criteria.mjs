// Proves, on a phone of 360 px with scripts and without: a commune opens its criteria sheet, marks it line by line with a wrong
// number told beside its box, gives evidence and residents' word as totals, checks and sends it; the committee above gives it
// back, then appraises, concludes and records the recognition, which is withdrawn later; sets are looked at and one is made; the
// overview leads from every number to its rows at any date; and milestones are entered on the page of the organisation's history.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const ABOVE = '22.200.000.000.000'
const COMMUNE = '22.200.004.000.000'
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const press = async (page, name) => {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).first().click()])
}
const follow = async (page, name) => {
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name, exact: true }).first().click()])
}
const unfold = (page, name) => page.locator('summary', { hasText: name }).first().click()
const text = (page) => page.innerText('main')

// Nobody of the demo works for the committee above the commune.
const phrases = {}
for (const name of ['huyen1', 'huyen2']) {
  const said = await t.command('user', 'add', name)
  phrases[name] = said.trim().split(/:\s*/).pop().trim()
  await t.command('user', 'role', name, 'committee_clerk', ABOVE, '--reason', 'để thử')
}
const enter = async (page, name) => {
  await page.context().clearCookies()
  if (!phrases[name]) return t.signIn(page, name)
  await page.goto('/dang-nhap')
  await page.fill('input[name="name"]', name)
  await page.fill('input[type="password"]', phrases[name])
  await Promise.all([page.waitForLoadState('load'), page.click('main .govuk-button')])
  assert.notEqual(new URL(page.url()).pathname, '/dang-nhap')
}

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts'
  const above = scripts ? 'huyen1' : 'huyen2'
  const code = scripts ? 'bo-thu-1' : 'bo-thu-2'
  const sheet = `/chi-tieu/${code}/${COMMUNE}`
  const options = { ...phone, javaScriptEnabled: scripts }
  const look = async (page) => {
    if (!scripts) return
    await t.fits(page)
    await t.accessible(page)
  }

  await t.test(`a set of one's own is made, ${how}`, async (page) => {
    await enter(page, above)
    await page.goto(`/chi-tieu/bo?don-vi=${ABOVE}`)
    await look(page)
    await page.getByRole('button', { name: 'Lập bộ tiêu chí riêng' }).click()
    await press(page, 'Lưu')
    assert.match(await page.title(), /^Lỗi: /)
    await look(page)
    await page.fill('#code', code)
    await page.fill('#name', `Bộ tiêu chí để thử, ${how}`)
    await page.selectOption('#level', scripts ? 'advanced' : 'model')
    await page.fill('#legal_basis', 'Quyết định để thử')
    await page.fill('#from', '01/01/2021')
    await page.fill('#residents_least', '90')
    await page.check('#invented')
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('Bộ riêng của tổ chức'))
    const lines = [['1', 'Nhà ở', '1', 'Hộ có nhà ở vững chắc', 'ge', '%', '90'], ['1', 'Nhà ở', '2', 'Hộ nghèo', 'le', '%', '5'],
      ['2', 'An ninh', '1', 'Khu dân cư an toàn', 'judged', '', '']]
    for (const [criterion, named, no, name, operator, measure, threshold] of lines) {
      await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click()
      await look(page)
      await page.fill('#criterion', criterion)
      await page.fill('#criterion_name', named)
      await page.fill('#no', no)
      await page.fill('#name', name)
      await page.selectOption('#operator', operator)
      await page.fill('#measure', measure)
      await page.fill('#threshold', threshold)
      await press(page, 'Lưu')
    }
    await look(page)
    assert.ok((await text(page)).includes('2 tiêu chí, 3 chỉ tiêu'))
  }, options)

  await t.test(`a commune marks its sheet and sends it, ${how}`, async (page) => {
    await enter(page, 'xatanbinh')
    await page.goto(sheet)
    await look(page)
    await unfold(page, 'Lập phiếu chấm')
    await page.fill('#on', '31/12/2021')
    await press(page, 'Lập phiếu chấm')
    await look(page)
    const boxes = page.locator('input[name^="value."]')
    assert.equal(await boxes.count(), 2)
    await boxes.nth(0).fill('chín mươi')
    await boxes.nth(1).fill('2,5')
    await press(page, 'Lưu')
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await boxes.nth(1).inputValue(), '2,5', 'what was typed is kept')
    assert.equal(await page.locator('.govuk-error-message').count(), 1)
    await look(page)
    await boxes.nth(0).fill('92,5')
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('1 chưa chấm'))
    await look(page)
    await follow(page, 'Xem lại và gửi')
    assert.ok((await text(page)).includes('Còn 1 chỉ tiêu chưa chấm'))
    await look(page)
    await follow(page, 'Chấm từng chỉ tiêu')
    await page.locator('.app-seg label', { hasText: 'Đạt' }).first().click()
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('3/3'))
    await unfold(page, 'Nhập kết quả')
    await page.fill('#asked', '100')
    await page.fill('#satisfied', '101')
    await page.fill('#source', 'Phiếu để thử')
    await press(page, 'Lưu')
    assert.match(await page.title(), /^Lỗi: /)
    await look(page)
    await page.fill('#satisfied', '96')
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('96,0%'))
    await unfold(page, 'Gửi minh chứng')
    await page.selectOption('#line', { index: 1 })
    await page.setInputFiles('#file', { name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nx') })
    await press(page, 'Gửi minh chứng')
    assert.ok((await text(page)).includes('bien-ban.pdf'))
    await look(page)
    await follow(page, 'Xem lại và gửi')
    await look(page)
    await press(page, 'Gửi cấp trên')
    assert.ok((await text(page)).includes('chờ thẩm định'))
    assert.equal(await page.locator('main form').count(), 1, 'nothing is left to change but to open another sheet')
    await look(page)
  }, options)

  await t.test(`the committee above gives it back, appraises and concludes, ${how}`, async (page) => {
    await enter(page, above)
    await page.goto(sheet)
    await look(page)
    await unfold(page, 'Trả lại xã')
    await page.fill('#reason', 'Cần thêm minh chứng')
    await press(page, 'Trả lại xã')
    assert.ok((await text(page)).includes('Đang chấm'))
    await enter(page, 'xatanbinh')
    await page.goto(sheet)
    await follow(page, 'Xem lại và gửi')
    await press(page, 'Gửi cấp trên')
    await enter(page, above)
    await page.goto(sheet)
    await follow(page, 'Thẩm định từng chỉ tiêu')
    await look(page)
    await page.locator('input[name^="value."]').first().fill('91')
    await press(page, 'Lưu')
    assert.ok((await text(page)).includes('Cấp trên: 91%') || (await text(page)).includes('Cấp trên: 91'))
    await press(page, 'Kết luận phiếu chấm')
    assert.match(await page.title(), /^Lỗi: /)
    await page.fill('#conclusion', 'Đạt đủ tiêu chí')
    await page.check('#agree')
    await look(page)
    await press(page, 'Kết luận phiếu chấm')
    assert.ok((await text(page)).includes('Đã kết luận'))
    await look(page)
    await follow(page, 'Các lần chấm')
    assert.ok((await text(page)).includes('92,5'))
    await look(page)
  }, options)
}

await t.test('a recognition is recorded, told in the overview on its days, and withdrawn', async (page) => {
  const stand = `/to-chuc/${COMMUNE}/tieu-chi`
  await enter(page, 'huyen1')
  await page.goto(stand)
  await t.accessible(page)
  await follow(page, 'Ghi quyết định công nhận')
  await t.accessible(page)
  await press(page, 'Ghi quyết định công nhận')
  assert.match(await page.title(), /^Lỗi: /)
  await page.selectOption('#level', 'advanced')
  await page.selectOption('#set', 'bo-thu-1')
  await page.check('#with_sheet')
  await page.fill('#decision', '01/QĐ-TH')
  await page.fill('#decided_by', 'Cơ quan để thử')
  await page.fill('#decided_on', '15/01/2022')
  await press(page, 'Ghi quyết định công nhận')
  assert.ok((await text(page)).includes('01/QĐ-TH'))
  await t.fits(page)
  await t.accessible(page)
  for (const [day, level] of [['2018-01-01', 'open'], ['2020-12-31', 'standard'], ['2022-06-01', 'advanced']]) {
    await page.goto(`/chi-tieu/tong-hop?don-vi=${ABOVE}&muc=${level}&ngay=${day}`)
    assert.ok((await page.innerText('#xa')).includes('Tân Bình'), `${day}: ${level}`)
    await t.fits(page)
    await t.accessible(page)
  }
  // Every number in the tiles leads to as many rows.
  const tiles = await page.locator('.app-tile').evaluateAll((all) => all.map((e) => [e.querySelector('b').innerText, e.querySelector('a')?.getAttribute('href')]))
  for (const [number, href] of tiles) {
    await page.goto(href)
    const total = (await page.innerText('#xa')).match(/(\d+) dòng/)
    assert.equal(total ? total[1] : '0', number, href)
  }
  await page.goto(`/to-chuc/${COMMUNE}?ngay=2022-06-01`)
  assert.ok((await text(page)).includes('Nông thôn mới nâng cao'))
  await page.goto(stand)
  await page.getByRole('link', { name: /Thu hồi Nông thôn mới nâng cao/ }).click()
  await t.accessible(page)
  await page.fill('#on', '01/06/2023')
  await page.fill('#decision', '02/QĐ-TH')
  await press(page, 'Thu hồi')
  assert.ok((await text(page)).includes('Thu hồi từ 01/06/2023'))
  await t.accessible(page)
}, phone)

await t.test('a milestone is entered, corrected and taken back', async (page) => {
  await enter(page, 'xatanbinh')
  await page.goto(`/to-chuc/${COMMUNE}/lich-su`)
  await unfold(page, 'Thêm mốc lịch sử')
  await page.selectOption('#kind', 'policy')
  await page.fill('#title', 'Chủ trương để thử')
  await page.fill('#on', '13/2020')
  await page.fill('#source', 'Sách để thử')
  await press(page, 'Thêm mốc')
  assert.match(await page.title(), /^Lỗi: /)
  await t.fits(page)
  await t.accessible(page)
  await page.fill('#on', '12/2020')
  await press(page, 'Thêm mốc')
  assert.ok((await page.innerText('#moc')).includes('12/2020'))
  await t.accessible(page)
  await page.getByRole('link', { name: /Sửa mốc Chủ trương để thử/ }).click()
  await t.accessible(page)
  await page.fill('#on', '05/12/2020')
  await press(page, 'Lưu')
  assert.ok((await page.innerText('#moc')).includes('05/12/2020'))
  await page.getByRole('link', { name: /Sửa mốc Chủ trương để thử/ }).click()
  await unfold(page, 'Bỏ mốc này')
  await press(page, 'Bỏ mốc này')
  assert.ok(!(await page.innerText('#moc')).includes('Chủ trương để thử'))
}, phone)

await t.end()
