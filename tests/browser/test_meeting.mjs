// Proves: a secretary goes from nothing to locked, sent and printed minutes on a phone of 360 px with fewer than 25 taps beyond
// typing, with scripts and without; every page on the way fits, can be used by everybody, and stays within its weight. A press
// or a tick is one tap, choosing from a list two.
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const MOST_TAPS = 25
const LATER_KB = 8

// First of all: the demo's coming meeting is held further down.
await t.test('a member presses the way to check in on the page of the own work', async (page) => {
  await t.signIn(page, 'dangvien')
  await page.goto('/viec-cua-toi')
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'Tự điểm danh' }).click()])
  assert.equal(new URL(page.url()).pathname, '/tu-diem-danh')
}, { viewport: { width: 360, height: 740 } })

await t.test('later pages of a meeting stay within their weight', async (page, context) => {
  await t.signIn(page, 'bithu')
  await page.goto('/chi-bo')
  const meeting = await page.locator('main .app-line a[href^="/ky-hop/"]').first().getAttribute('href')
  await page.goto(`${meeting}/xem-lai`) // brings the script that pages of a meeting share
  for (const path of ['/chi-bo', meeting, `${meeting}/diem-danh`, `${meeting}/bien-ban`, `${meeting}/noi-dung`]) {
    const bytes = await weight(page, context, path)
    console.log(`# ${path}: ${bytes} bytes`)
    assert.ok(bytes <= LATER_KB * 1024, `${path}: ${bytes} bytes`)
  }
}, { ...phone, serviceWorkers: 'block' })

for (const scripts of [false, true]) {
  await t.test(`from nothing to printed minutes, ${scripts ? 'with scripts' : 'without scripts'}`, async (page) => {
    let taps = 0
    const way = []
    const leave = async (what, act) => { taps++; way.push(what); await Promise.all([page.waitForNavigation(), act()]).catch(async (e) => { console.log('# at', what, page.url(), await page.locator('[data-ky-hop]').first().innerText().catch(() => '')); throw e }) }
    const press = (name) => leave(name, () => page.getByRole('button', { name, exact: true }).first().click())
    const pressIn = (where, name) => leave(name, () => page.locator(where).getByRole('button', { name, exact: true }).first().click())
    const follow = (name) => leave(name, () => page.locator('main').getByRole('link', { name, exact: true }).first().click())
    const choose = async (where, index) => { taps += 2; way.push(where); await page.selectOption(where, { index }) }
    const look = async () => { await t.fits(page); if (scripts) await t.accessible(page) }

    await t.signIn(page, 'bithu')
    await page.goto('/chi-bo')
    await look()
    // Without scripts from nothing: what the cell is used to stands there already, one press accepts it. With them the meeting
    // that is called already.
    if (scripts) {
      await press('Chuẩn bị')
    } else {
      await press('Lập kỳ họp')
      await look()
      await press('Lập kỳ họp')
    }
    const meeting = new URL(page.url()).pathname
    assert.match(meeting, /^\/ky-hop\/\d+$/)
    await look()
    if (!scripts) await press('Gửi giấy mời')
    await press('Điểm danh')
    // A script keeps each choice at once, and its own saving leads on to the meeting.
    if (scripts) {
      taps += 2
      await page.getByRole('button', { name: 'Tất cả có mặt', exact: true }).click()
      await page.waitForFunction(() => document.querySelector('[data-dem=not_recorded]').textContent === '0')
      await page.locator('label', { hasText: 'Vắng có lý do' }).nth(2).click()
      await look()
      await press('Lưu')
      await press('Ghi biên bản')
    } else {
      await press('Tất cả có mặt')
      taps++
      await page.locator('label', { hasText: 'Vắng có lý do' }).nth(2).click()
      await look()
      await press('Lưu')
      await press('Tiếp tục: ghi biên bản')
    }
    await press('Lưu thời gian và chủ trì')
    await look()
    if (scripts) {
      for (const done of await page.locator('#nhiem-vu-truoc button[value=done]').all()) {
        if (!await done.isVisible()) continue
        await leave('Xong', () => page.locator('#nhiem-vu-truoc button[value=done]').first().click())
      }
    } else {
      assert.ok(await page.locator('#nhiem-vu-truoc button[value=done]').count() > 1)
      await press('Các việc còn lại đều xong')
      assert.equal(await page.locator('#nhiem-vu-truoc').getByRole('button', { name: 'Các việc còn lại đều xong' }).count(), 0)
    }
    await choose('#opinion-person', 1)
    await page.fill('#opinion-text', 'Nhất trí với báo cáo; đề nghị làm sớm đoạn đường cuối thôn.')
    await press('Thêm ý kiến')
    await page.fill('#task-title', 'Vận động hoàn thành đoạn đường cuối thôn')
    await choose('#task-person', 2)
    await press('Thêm nhiệm vụ')
    await page.fill('#text-conclusion', 'Chi bộ thống nhất các nội dung đã bàn.')
    if (scripts) {
      taps++
      await page.locator('#phan-conclusion').getByRole('button', { name: 'Lưu', exact: true }).click()
      await page.waitForFunction(() => document.querySelector('[data-ky-hop]').dataset.waiting === '0' && document.querySelector('#phan-conclusion form').dataset.ban !== '0')
    } else {
      await pressIn('#phan-conclusion', 'Lưu')
    }
    await press('Ghi biểu quyết')
    await look()
    await press('Tiếp tục: chấm điểm')
    await look()
    await press('Đủ điểm các mục còn lại')
    await press(scripts ? 'Xem lại và thông qua' : 'Tiếp tục: xem lại và thông qua')
    await look()
    assert.doesNotMatch(await page.innerText('main'), /Còn thiếu/)
    await press('Thông qua và gửi đảng ủy')
    assert.equal(new URL(page.url()).pathname, meeting)
    assert.match(await page.innerText('main'), /Đã gửi cấp trên/)
    await look()
    taps++
    const [file] = await Promise.all([page.context().waitForEvent('response', (r) => r.url().endsWith('dang=pdf')),
      page.locator('#van-ban a[href$="dang=pdf"]').first().click()])
    assert.equal(file.headers()['content-type'], 'application/pdf')
    console.log(`# ${taps} taps: ${way.join(', ')}, PDF`)
    assert.ok(taps < MOST_TAPS, `${taps} taps`)
    // Locked: the page of minutes has no form any more.
    await page.goto(`${meeting}/bien-ban`)
    assert.equal(await page.locator('main form').count(), 0)
  }, { ...phone, javaScriptEnabled: scripts })
}

// What a page costs on the wire when its style and scripts are kept already.
async function weight (page, context, path) {
  const session = await context.newCDPSession(page)
  let bytes = 0
  await session.send('Network.enable')
  session.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await session.detach()
  return bytes
}

await t.end()
