// Proves the day of a village cell's secretary on a phone of 360 px, with scripts and without: signing in (a wrong phrase says
// what to do), the own cell in one tap, a member found without diacritics, a birth date corrected after a check and found
// again in the history, a telephone number changed, who looked at the own record, help, the other language, signing out.
// And: signing in by the keyboard alone; after signing out nothing is left to go back to.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const press = async (page, locator) => { await Promise.all([page.waitForNavigation(), locator.click()]) }
const button = (page, name) => page.getByRole('button', { name, exact: true })
const link = (page, name) => page.getByRole('link', { name, exact: true }).first()
const row = (page, name) => page.locator('.govuk-summary-list__row', { hasText: name }).first()
const plain = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts'
  const options = { ...phone, javaScriptEnabled: scripts }

  await t.test(`a wrong phrase keeps the name and says what to do, ${how}`, async (page) => {
    await page.goto('/dang-nhap')
    await page.fill('input[name=name]', 'bithu')
    await page.fill('input[type=password]', 'khong phai cum tu nay')
    await press(page, button(page, 'Đăng nhập'))
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.inputValue('input[name=name]'), 'bithu')
    assert.equal(await page.inputValue('input[type=password]'), '')
    if (scripts) await t.accessible(page)
    if (scripts) await t.fits(page)
  }, options)

  await t.test(`the phrase is taken without diacritics too, ${how}`, async (page) => {
    await page.goto('/dang-nhap')
    await page.fill('input[name=name]', 'bithu')
    await page.fill('input[type=password]', plain(t.phrase('bithu')))
    await press(page, button(page, 'Đăng nhập'))
    assert.equal(new URL(page.url()).pathname, '/viec-cua-toi')
  }, options)

  await t.test(`cell, member, birth date, history, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    assert.equal(new URL(page.url()).pathname, '/viec-cua-toi')
    await press(page, link(page, 'Danh sách đảng viên'))
    const name = (await page.locator('main tbody a').first().textContent()).trim()
    await page.goto('/dang-vien')
    await page.fill('#q', plain(name))
    await press(page, button(page, 'Tìm'))
    assert.equal(await page.locator('main tbody tr').count(), 1)
    await press(page, link(page, name))
    assert.equal((await page.textContent('h1')).trim(), name)
    const before = (await row(page, 'Ngày sinh').locator('dd').first().textContent()).trim()
    await press(page, button(page, 'Sửa hồ sơ'))
    await press(page, link(page, 'Thông tin cơ bản'))
    assert.equal(await page.inputValue('#birth_date'), before)
    const after = scripts ? '05/7/1960' : '06/7/1960'
    const shown = after.replace('/7/', '/07/')

    await page.fill('#birth_date', '31/02/1960')
    await page.getByLabel('Sửa cho đúng').check()
    await page.fill('#reason', 'theo giấy khai sinh')
    await press(page, button(page, 'Tiếp tục'))
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.inputValue('#birth_date'), '31/02/1960')
    assert.equal(await page.inputValue('#reason'), 'theo giấy khai sinh')
    await page.fill('#birth_date', after)
    await press(page, button(page, 'Tiếp tục'))
    const check = await page.locator('main table').innerText()
    assert.ok(check.includes(before) && check.includes(shown), check)
    if (scripts) await t.fits(page)
    if (scripts) await t.accessible(page)
    await press(page, button(page, 'Lưu'))
    assert.match(await page.locator('[role=status]').first().innerText(), /Đã lưu/)
    await page.goto(page.url().replace(/\/sua.*/, '').replace(/[?].*/, ''))
    assert.equal((await row(page, 'Ngày sinh').locator('dd').first().textContent()).trim(), shown)
    await press(page, link(page, 'Lịch sử hồ sơ'))
    const past = await page.innerText('main')
    assert.ok(past.includes(before) && past.includes(shown), 'both dates stand in the history')
  }, options)

  await t.test(`a telephone number, ${how}`, async (page) => {
    const number = scripts ? '0912 345 678' : '0987 654 321'
    await t.signIn(page, 'bithu')
    await page.goto('/dang-vien')
    await press(page, page.locator('main tbody tr').nth(2).locator('a').first())
    const record = page.url()
    await press(page, button(page, 'Sửa hồ sơ'))
    await press(page, link(page, 'Liên hệ'))
    await page.fill('#phone', number)
    await page.getByLabel('Có thay đổi kể từ một ngày').check()
    await page.fill('#from', '01/11/2026')
    await page.fill('#reason', 'đổi số')
    await press(page, button(page, 'Tiếp tục'))
    await press(page, button(page, 'Lưu'))
    assert.match(await page.locator('[role=status]').first().innerText(), /Đã lưu/)
    await page.goto(record)
    await page.locator('#mo summary').click()
    await page.getByLabel('Liên hệ').check()
    await page.selectOption('#purpose', 'contact')
    await press(page, page.locator('#mo').getByRole('button', { name: 'Xem', exact: true }))
    assert.match((await page.innerText('main')).replace(/\D/g, ''), new RegExp(number.replace(/\D/g, '')))
  }, options)

  await t.test(`who looked at me, help, English, signing out, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await press(page, link(page, 'Ai đã xem hồ sơ của tôi'))
    assert.equal(await page.locator('h1').count(), 1)
    await page.goto('/viec-cua-toi')
    await press(page, page.locator('main >> text=Trợ giúp').first())
    await page.locator('main a', { hasText: 'Sửa một hồ sơ' }).first().click()
    assert.match(page.url(), /#/)
    await press(page, page.locator('header a[hreflang=en]'))
    assert.equal(await page.textContent('h1'), 'Help')
    await page.goto('/viec-cua-toi')
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    await press(page, page.locator('header a[hreflang=vi]'))
    await page.goto('/toi')
    await press(page, button(page, 'Đăng xuất'))
    await page.goto('/dang-vien')
    assert.equal(new URL(page.url()).pathname, '/dang-nhap')
    await page.goBack()
    assert.doesNotMatch(await page.innerText('body'), /Cụm từ đăng nhập[\s\S]*Thay đổi/)
  }, options)
}

await t.test('the date stays while one moves about, and a day that is none is answered kindly', async (page) => {
  await t.signIn(page, 'bithu')
  await page.goto('/dang-vien')
  await page.fill('#ngay', '31/12/2019')
  await press(page, button(page, 'Xem'))
  assert.match(page.url(), /ngay=(2019-12-31|31%2F12%2F2019)/)
  assert.equal(await page.inputValue('#ngay'), '31/12/2019')
  await press(page, page.locator('main tbody a').first())
  assert.match(page.url(), /ngay=(2019-12-31|31%2F12%2F2019)/)
  await press(page, page.locator('main').getByRole('link', { name: 'Chi bộ thôn 1', exact: true }).first())
  assert.match(page.url(), /ngay=(2019-12-31|31%2F12%2F2019)/)
  await page.fill('#ngay', '31/02/2019')
  await press(page, button(page, 'Xem'))
  assert.match(await page.innerText('body'), /ngày/i)
  assert.equal(await page.locator('h1').count(), 1)
}, phone)

await t.test('signing in by the keyboard alone', async (page) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.className), 'govuk-skip-link')
  const reach = async (test) => {
    for (let i = 0; i < 30; i++) {
      if (await page.evaluate(test)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard never came to ${test}`)
  }
  await reach(() => document.activeElement.getAttribute('href') === '/dang-nhap')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await reach(() => document.activeElement.name === 'name')
  await page.keyboard.type('bithu')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.type), 'password')
  await page.keyboard.insertText(t.phrase('bithu'))
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  assert.equal(new URL(page.url()).pathname, '/viec-cua-toi')
  // What has the focus can be seen: an outline or the yellow behind it.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  const seen = await page.evaluate(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })
  assert.ok(seen)
})

await t.end()
