// Proves, in a browser: a list answers while one types and, without scripts, by its button; a record is changed by form,
// check and mending; a table gains and loses a line; what is masked shows for a purpose; a secretary meets nobody of another
// cell; no page breaks a rule of axe or sticks out at 320 px.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const button = (page, name) => page.getByRole('button', { name, exact: true })
const press = async (page, locator) => { await Promise.all([page.waitForNavigation(), locator.click()]) }

async function edit (page, email) {
  await page.goto('/dang-vien?q=phuong+tu')
  await press(page, page.locator('#ket-qua table a').first())
  await press(page, button(page, 'Sửa hồ sơ'))
  await press(page, page.getByRole('link', { name: 'Liên hệ' }))
  await page.fill('#email', 'a@b.vn')
  await press(page, button(page, 'Tiếp tục'))
  assert.match(await page.title(), /^Lỗi: /)
  assert.equal(await page.inputValue('#email'), 'a@b.vn')
  await page.getByLabel('Có thay đổi kể từ một ngày').check()
  await page.fill('#from', '01/01/2099')
  await press(page, button(page, 'Tiếp tục'))
  assert.match(await page.locator('main table').innerText(), /a@b\.vn/)
  await press(page, button(page, 'Sửa lại'))
  assert.equal(await page.inputValue('#from'), '01/01/2099')
  await page.fill('#email', email)
  await press(page, button(page, 'Tiếp tục'))
  await press(page, button(page, 'Lưu'))
  assert.match(await page.locator('[role=status]').first().innerText(), /Đã lưu hồ sơ/)
}

async function table (page) {
  await press(page, page.getByRole('link', { name: 'Khen thưởng' }))
  await page.fill('#on', '2015')
  await page.fill('#what', 'Bằng khen')
  await press(page, button(page, 'Lưu'))
  assert.match(await page.locator('main table').innerText(), /Bằng khen/)
  await press(page, page.locator('main table a').first())
  await page.fill('#end-reason', 'ghi nhầm')
  await press(page, button(page, 'Bỏ dòng'))
  assert.equal(await page.locator('main table').count(), 0)
}

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts'

  await t.test(`a record is changed, ${how}`, async (page) => {
    await t.signIn(page, 'xatanbinh')
    await edit(page, scripts ? 'c@d.vn' : 'e@f.vn')
    await table(page)
  }, { javaScriptEnabled: scripts })

  await t.test(`what is masked shows for a purpose, ${how}`, async (page) => {
    await t.signIn(page, 'bithu')
    await page.goto('/dang-vien')
    await press(page, page.locator('#ket-qua table a').first())
    assert.match(await page.locator('main').innerText(), /••••/)
    await page.locator('#mo summary').click()
    await page.getByLabel('Liên hệ').check()
    await page.selectOption('#purpose', 'contact')
    await press(page, button(page, 'Xem').last())
    assert.match(await page.locator('main').innerText(), /Điện thoại\s+0\d{9}/)
  }, { javaScriptEnabled: scripts })
}

await t.test('the list answers while one types', async (page) => {
  await t.signIn(page, 'xatanbinh')
  await page.goto('/dang-vien')
  await page.locator('#q').pressSequentially('phuong tu')
  await page.waitForFunction(() => document.querySelector('#ket-qua h2').textContent === '1 đảng viên')
  await page.goto('/tim')
  await page.locator('#q').pressSequentially('phuong tu')
  await page.locator('#ket-qua a').first().waitFor()
})

await t.test('a secretary meets nobody of another cell', async (page) => {
  await t.signIn(page, 'bithu')
  await page.goto('/dang-vien')
  const cells = await page.$$eval('#ket-qua tbody a[href^="/to-chuc"]', (links) => links.map((a) => a.textContent))
  assert.ok(cells.length > 0)
  assert.deepEqual([...new Set(cells)], ['Chi bộ thôn 1'])
  for (const path of ['/dang-vien?q=phuong+tu', '/tim?q=phuong+tu']) {
    await page.goto(path)
    assert.doesNotMatch(await page.locator('#ket-qua').innerText(), /Phượng Tú/)
  }
})

await t.test('axe and 320 px', async (page) => {
  await t.signIn(page, 'bithu')
  await page.goto('/dang-vien')
  const record = await page.locator('#ket-qua table a').first().getAttribute('href')
  const paths = ['/dang-vien?sex=female', '/tim?q=chi', record, `${record}/lich-su`, `${record}/sua`, `${record}/sua/co-ban`,
    `${record}/sua/lien-he`, `${record}/bang/gia-dinh`, `${record}/trang-thai/tu-cach`, `${record}/trang-thai/sinh-hoat`,
    `${record}/trang-thai/chi-bo`, '/to-chuc/22.200.004.000.001/dang-vien/moi']
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of paths) {
      const answer = await page.goto(path)
      assert.equal(answer.status(), 200, path)
      await t.fits(page)
      await t.accessible(page)
    }
  }
}, { viewport: { width: 320, height: 800 } })

await t.end()
