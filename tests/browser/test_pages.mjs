// Proves, of every page of the route table in both languages: nothing breaks a rule of axe, nothing sticks out at 320 px,
// also with the text spacing of WCAG 1.4.12, there is one h1, a title and the language is told; without JavaScript it is the
// same page; and what goes over the wire stays within the budgets (kilobytes and requests).
import assert from 'node:assert/strict'
import { begin } from './support/browser.mjs'

const t = await begin({ size: 'small' })
const ROOT = '22.000.000.000.000'
const COMMUNE = '22.200.004.000.000'
const CELL = '22.200.004.000.001'
const routes = (await t.command('routes')).trim().split('\n').map((line) => line.trim().split(/\s+/))
  .filter(([method, path]) => method === 'GET' && !/^\/(a\/|metrics|healthz|openapi|sw\.js|manifest)/.test(path)).map(([, path]) => path)
// A member of the cell with something in every corner of the record: whoever leads it.
const person = (await t.command('export', 'offices')).split('\n').find((l) => l.includes(`,${CELL},secretary,`)).split(',')[0]

// What the demo has of the month of a cell, by the words of the paths; a page of something it lacks is left out.
const found = {}
let sentPaper, ownPaper, draftPaper, milestone
await t.test('what there is to show', async (page) => {
  const rows = async (path) => {
    const [status, body] = await page.evaluate(async (path) => {
      const answer = await fetch(path, { headers: { Accept: 'application/json' } })
      return [answer.status, await answer.json()]
    }, path)
    assert.equal(status, 200, path)
    return body.rows
  }
  await t.signIn(page, 'bithu')
  found[':meeting'] = (await rows(`/chi-bo/${CELL}/diem`))[0].meeting
  found[':task'] = (await rows('/giao-viec?state=all'))[0].id
  // An area with somebody in charge, and a team that counts.
  const press = (name) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()])
  await page.goto('/phu-trach/moi')
  await page.selectOption('#kind', 'household_group')
  await page.fill('#name', 'Nhóm hộ để thử')
  await page.fill('#from', '01/01/2021')
  await press('Lưu')
  found[':area'] = new URL(page.url()).pathname.split('/').pop()
  await page.goto(`/phu-trach/${found[':area']}?them=1`)
  await page.selectOption('#person', { index: 1 })
  await page.fill('#from', '01/01/2021')
  await press('Giao')
  await page.goto('/to-cong-tac/moi')
  await page.fill('#name', 'Tổ để thử')
  await page.fill('#purpose', 'Hướng dẫn')
  await page.fill('#decision', '05-QĐ/CB')
  await page.fill('#from', '01/01/2021')
  await page.fill('#last_day', '31/12/2099')
  await press('Lưu')
  found[':team'] = new URL(page.url()).pathname.split('/').pop()
  await page.goto(`/to-cong-tac/${found[':team']}?so-dem=1`)
  await page.fill('#measures', 'Lượt hướng dẫn\nHộ đã đến')
  await press('Lưu')
  await page.goto(`/to-chuc/${CELL}/lich-su`)
  await page.click('#moc summary')
  await page.selectOption('#kind', 'founded')
  await page.fill('#title', 'Thành lập (để thử)')
  await page.fill('#on', '1960')
  await page.fill('#source', 'Sách để thử')
  await press('Thêm mốc')
  milestone = (await page.locator('#moc a[href*="/moc/"]').first().getAttribute('href')).split('/').pop()
  await page.context().clearCookies()
  await t.signIn(page, 'xatanbinh')
  await page.goto(`/chi-bo/${CELL}/cung-co/moi?reason=judged`)
  await page.fill('#goal', 'Sinh hoạt đủ các bước')
  await page.fill('#responsible', person)
  await page.fill('#review_on', '31/12/2099')
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Lập kế hoạch' }).click()])
  found[':plan'] = new URL(page.url()).pathname.split('/').pop()
  found[':visit'] = (await rows('/du-hop'))[0]?.id
  await page.goto(`/kiem-tra/chuong-trinh?don-vi=${COMMUNE}`)
  await page.fill('#year', '2098')
  await page.fill('#title', 'Chương trình kiểm tra, giám sát năm 2098')
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Lập chương trình' }).click()])
  found[':programme'] = new URL(page.url()).pathname.split('/').pop()
  await page.goto(`/kiem-tra/moi?don-vi=${COMMUNE}`)
  await page.fill('#subject_unit', CELL)
  await page.fill('#decision', '99-QĐ/ĐU')
  await page.fill('#decided_on', '01/01/2022')
  await page.fill('#content', 'Chế độ sinh hoạt')
  await page.fill('#due', '31/12/2099')
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Ban hành quyết định' }).click()])
  found[':inspection'] = new URL(page.url()).pathname.split('/').pop()
  found[':study'] = (await rows('/quan-triet'))[0]?.id
  // A set of criteria of the commune's own, and the sheet of the demo.
  await page.goto(`/chi-tieu/bo/moi?don-vi=${COMMUNE}`)
  await page.fill('#code', 'bo-de-thu')
  await page.fill('#name', 'Bộ tiêu chí để thử')
  await page.selectOption('#level', 'standard')
  await page.fill('#legal_basis', 'Quyết định để thử')
  await page.fill('#from', '01/01/2021')
  await press('Lưu')
  await page.goto('/chi-tieu/bo/bo-de-thu/dong')
  await page.fill('#criterion', '1')
  await page.fill('#criterion_name', 'Nhà ở')
  await page.fill('#no', '1')
  await page.fill('#name', 'Hộ có nhà ở vững chắc')
  await page.selectOption('#operator', 'ge')
  await page.fill('#measure', '%')
  await page.fill('#threshold', '90')
  await press('Lưu')
  await page.goto(`/chi-tieu/bo-de-thu/${COMMUNE}`)
  await page.click('summary >> text=Lập phiếu chấm')
  await page.fill('#on', '31/12/2021')
  await press('Lập phiếu chấm')
  // A paper sent to the commune; one of its own; a draft to which targets are put.
  const papers = await rows('/nghi-quyet')
  sentPaper = papers.find((p) => p.unit === ROOT)?.id
  ownPaper = papers.find((p) => p.unit === COMMUNE && p.state === 'issued')?.id
  await page.goto(`/nghi-quyet/moi?don-vi=${COMMUNE}`)
  await page.selectOption('#kind', 'plan')
  await page.fill('#day', '01/02/2021')
  await page.fill('#title', 'Kế hoạch để thử')
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Lưu dự thảo' }).click()])
  draftPaper = new URL(page.url()).pathname.split('/').pop()
  await page.goto(`/nghi-quyet/${draftPaper}/chi-tieu`)
  await page.fill('#title', 'Hộ dùng nước sạch')
  await page.fill('#measure', '%')
  await page.fill('#value', '98,5')
  await page.fill('#due', '31/12/2027')
  await Promise.all([page.waitForNavigation(), page.locator('#target-form button').first().click()])
  // An indicator and a form that asks the cells for it; the sheet of a month with a number.
  await page.goto(`/chi-tieu/danh-muc/moi?don-vi=${COMMUNE}`)
  await page.fill('#code', 'thu.ho')
  await page.fill('#name', 'Hộ dùng nước sạch')
  await page.fill('#measure', 'hộ')
  await page.fill('#from', '01/01/2020')
  await press('Lưu')
  await page.goto(`/chi-tieu/bieu/moi?don-vi=${COMMUNE}`)
  await page.fill('#code', 'thu.bieu')
  await page.fill('#name', 'Biểu để thử')
  await page.selectOption('#asked', 'any_cell')
  await page.fill('#from', '01/09/2026')
  await press('Lưu')
  await page.selectOption('#add', 'thu.ho')
  await press('Lưu các chỉ tiêu')
  found[':form'] = 'thu.bieu'
  found[':indicator'] = 'thu.ho'
  found[':target'] = (await rows(`/nghi-quyet/${draftPaper}/chi-tieu`))[0]?.id
})

// Who may see each page; a row not named here is for everybody who is signed in, shown to the clerk.
const whose = (path) =>
  /^\/(dang-nhap|xac-nhan|quen-mat-khau)/.test(path) ? null
    : /^\/cai-dat/.test(path) ? 'quantri'
      : /^\/nhat-ky/.test(path) ? 'kiemtoan'
        : /^\/chi-tieu\/nhap/.test(path) ? 'bithu' : /cap-tren|cung-co|^\/(chi-bo-yeu|du-hop|quan-triet|sinh-hoat)/.test(path) ? 'xatanbinh'
          : /ai-da-xem|ho-so|\/moc\/|^\/(ky-hop|chi-bo|giao-viec|phu-trach|to-cong-tac|toi\/dang-phi)/.test(path) ? 'bithu' : 'xatanbinh'
const changes = ['doi-ten', 'doi-loai', 'chuyen', 'dia-ban', 'ket-thuc']
const own = {
  '/xac-nhan': [],
  '/bai-bao/:figure': ['/bai-bao/qn-04', '/bai-bao/d-01', '/bai-bao/qn-07'],
  '/phu-trach/:area': ['', '?them=1', '?ke-hoach=moi', '?dong=1'].map((form) => `/phu-trach/${found[':area']}${form}`),
  '/phu-trach/nguoi/:person': [`/phu-trach/nguoi/${person}`],
  '/to-cong-tac/:team': ['', '?them=1', '?so-dem=1', '?dong=1'].map((form) => `/to-cong-tac/${found[':team']}${form}`),
  // A finding takes a team with an account of its own, and the notice a conclusion: test_page_inspection.
  '/kiem-tra/:inspection/phat-hien/moi': [],
  '/kiem-tra/:inspection/phat-hien/:finding': [],
  '/kiem-tra/:inspection/thong-bao': [],
  '/kiem-tra/:inspection/tep/:file': [],
  '/ky-hop/:meeting/the': [], // a token for the worker, no page
  '/to-chuc': ['/to-chuc', '/to-chuc?q=thon'],
  '/to-chuc/moi': [`/to-chuc/moi?trong=${COMMUNE}`],
  '/to-chuc/moi/xem-lai': [`/to-chuc/moi/xem-lai?trong=${COMMUNE}`],
  '/to-chuc/:unit': [`/to-chuc/${COMMUNE}`, `/to-chuc/${CELL}?ngay=2020-12-31`],
  '/to-chuc/:unit/sua/:change': changes.map((c) => `/to-chuc/${CELL}/sua/${c}`),
  '/to-chuc/:unit/sua/:change/xem-lai': [`/to-chuc/${CELL}/sua/doi-ten/xem-lai?name=Chi+b%E1%BB%99+m%E1%BB%9Bi&from=01/11/2026`, `/to-chuc/${CELL}/sua/doi-ten/xem-lai`],
  '/to-chuc/:unit/can-chu-y': [`/to-chuc/${COMMUNE}/can-chu-y`],
  '/to-chuc/:unit/dang-vien/moi': [`/to-chuc/${CELL}/dang-vien/moi`],
  '/dang-vien': ['/dang-vien', '/dang-vien?q=khong+co+ai', '/dang-vien?standing=official&sex=female'],
  '/tim': ['/tim', '/tim?q=nguyen'],
  '/dang-vien/:person/sua/:part': ['co-ban', 'lien-he'].map((p) => `/dang-vien/${person}/sua/${p}`),
  '/dang-vien/:person/trang-thai/:kind': ['tu-cach', 'sinh-hoat', 'chi-bo'].map((k) => `/dang-vien/${person}/trang-thai/${k}`),
  // The book of fees: a month that is over and one that runs; receipts bear numbers of their own and are papers (test_page_fee).
  '/dang-phi': ['/dang-phi', '/dang-phi?thang=2026-09'],
  '/chi-bo/:unit/dang-phi': [`/chi-bo/${CELL}/dang-phi`, `/chi-bo/${CELL}/dang-phi?thang=2026-09&loc=paid`],
  '/chi-bo/:unit/dang-phi/in/:month': [`/chi-bo/${CELL}/dang-phi/in/2026-09`],
  '/chi-bo/:unit/dang-phi/phieu-thu/:payment': [],
  '/chi-bo/:unit/dang-phi/huy/:payment': [`/chi-bo/${CELL}/dang-phi/huy/1`],
  '/chi-bo/:unit/dang-phi/ho-so/:person': [`/chi-bo/${CELL}/dang-phi/ho-so/${person}`],
  '/chi-bo/:unit/dang-phi/mien-giam': [`/chi-bo/${CELL}/dang-phi/mien-giam`],
  '/toi/dang-phi/phieu-thu/:payment': [],
  '/sinh-hoat': ['/sinh-hoat?thang=2021-12'],
  '/sinh-hoat/chi-bo': ['/sinh-hoat/chi-bo?thang=2021-12&muc=met'],
  '/sinh-hoat/nam': ['/sinh-hoat/nam?thang=2021-12'],
  '/to-chuc/:unit/sinh-hoat': [`/to-chuc/${CELL}/sinh-hoat?thang=2021-12`],
  '/to-chuc/:unit/moc/:milestone': () => [`/to-chuc/${CELL}/moc/${milestone}`],
  '/to-chuc/:unit/tieu-chi': ['', '?ngay=2020-12-31', '?lam=ke-hoach'].map((rest) => `/to-chuc/${COMMUNE}/tieu-chi${rest}`),
  '/chi-tieu/bo': ['/chi-tieu/bo', `/chi-tieu/bo?don-vi=${COMMUNE}&tat-ca=1`],
  '/chi-tieu/bo/:set': ['/chi-tieu/bo/ntm-xa-2016', '/chi-tieu/bo/bo-de-thu'],
  '/chi-tieu/bo/:set/sua': ['/chi-tieu/bo/bo-de-thu/sua'],
  '/chi-tieu/bo/:set/dong': ['/chi-tieu/bo/bo-de-thu/dong'],
  '/chi-tieu/tong-hop': [`/chi-tieu/tong-hop?don-vi=${COMMUNE}&ngay=2020-12-31`],
  '/chi-tieu/:indicator/:unit': [`/chi-tieu/nang-cao-minh-hoa/${COMMUNE}?ngay=2021-06-01`, `/chi-tieu/ntm-xa-2016/${COMMUNE}`,
    ...['', '?buoc=cham', '?buoc=xem-lai'].map((step) => `/chi-tieu/bo-de-thu/${COMMUNE}${step}`)],
  '/chi-tieu/:indicator/:unit/lich-su': [`/chi-tieu/nang-cao-minh-hoa/${COMMUNE}/lich-su`],
  '/chi-tieu/:indicator/:unit/minh-chung/:file': [], // a download
  '/nguon-luc': [`/nguon-luc?don-vi=${COMMUNE}`],
  '/nguon-luc/moi': [`/nguon-luc/moi?don-vi=${COMMUNE}`],
  '/thi-dua': [`/thi-dua?don-vi=${COMMUNE}`],
  '/thi-dua/moi': [`/thi-dua/moi?don-vi=${COMMUNE}`],
  '/nghi-quyet': ['/nghi-quyet', '/nghi-quyet?kind=plan&rieng=1'],
  '/nghi-quyet/moi': ['/nghi-quyet/moi', '/nghi-quyet/moi?origin=received'],
  '/nghi-quyet/:paper': () => [sentPaper, ownPaper, draftPaper].map((p) => `/nghi-quyet/${p}`),
  '/nghi-quyet/:paper/sua': () => [`/nghi-quyet/${draftPaper}/sua`],
  '/nghi-quyet/:paper/tep/:file': [], // a download
  '/nghi-quyet/:paper/gui': () => [`/nghi-quyet/${ownPaper}/gui?don-vi=${COMMUNE}`],
  '/nghi-quyet/:paper/don-vi': () => [`/nghi-quyet/${sentPaper}/don-vi?don-vi=${COMMUNE}`, `/nghi-quyet/${sentPaper}/don-vi?don-vi=${COMMUNE}&what=open`],
  '/nghi-quyet/:paper/da-doc': () => [`/nghi-quyet/${sentPaper}/da-doc?don-vi=${COMMUNE}`],
  '/nghi-quyet/:paper/chi-tieu': () => [`/nghi-quyet/${draftPaper}/chi-tieu`],
  '/nghi-quyet/:paper/chuoi': () => [`/nghi-quyet/${sentPaper}/chuoi?don-vi=${COMMUNE}`],
  '/nghi-quyet/:paper/chuoi/nghia-vu': () => [`/nghi-quyet/${sentPaper}/chuoi/nghia-vu?don-vi=${COMMUNE}`],
  '/nghi-quyet/:paper/chuoi/nhiem-vu': () => [`/nghi-quyet/${sentPaper}/chuoi/nhiem-vu?don-vi=${COMMUNE}`],
  '/chi-tieu/bieu/:form': ['/chi-tieu/bieu/thu.bieu?ky=2026-09'],
  '/chi-tieu/bieu/:form/don-vi': ['/chi-tieu/bieu/thu.bieu/don-vi?ky=2026-09'],
  '/chi-tieu/nhap/:form': [`/chi-tieu/nhap/thu.bieu?don-vi=${CELL}&ky=2026-09`],
  '/chi-tieu/nhap/:form/xem-lai': [`/chi-tieu/nhap/thu.bieu/xem-lai?don-vi=${CELL}&ky=2026-09`],
  '/chi-tieu/nhap/:form/tep/:file': [], // a download
  '/chi-tieu/:indicator/hang': ['/chi-tieu/thu.ho/hang?ky=2026-09'],
  '/viec-phai-lam': [`/viec-phai-lam?don-vi=${COMMUNE}`, `/viec-phai-lam?don-vi=${CELL}`],
  '/viec-phai-lam/don-vi': [`/viec-phai-lam/don-vi?don-vi=${COMMUNE}`],
  '/lich/:secret': [],
  '/': ['/', '/khong-co-trang-nay']
}
const within = (path) => Object.entries(found).reduce((p, [part, value]) => p.replace(part, value ?? part), path)
const listed = (path) => typeof own[path] === 'function' ? own[path]() : own[path]
const examples = (path) => (listed(path) ?? [within(path).replace(/^\/chi-bo\/:unit/, `/chi-bo/${CELL}`).replace(':unit', path.startsWith('/to-chuc/:unit/') && /dang-vien|sua|sinh-hoat/.test(path) ? CELL : COMMUNE)
  .replace(':person', person).replace(':list', 'khen-thuong').replace(':place', '22')]).filter((one) => !one.includes(':'))
const pages = []
for (const path of routes) {
  if (path.includes(':user')) continue
  for (const one of examples(path)) pages.push([whose(path), one])
}
const groups = Map.groupBy?.(pages, ([who]) => who) ?? pages.reduce((m, p) => m.set(p[0], [...(m.get(p[0]) ?? []), p]), new Map())

async function enter (page, who, language) {
  if (who) await t.signIn(page, who)
  if (!who) await page.goto(`/?lang=${language}`)
}
const spoken = (path, language) => language === 'vi' ? path : path + (path.includes('?') ? '&' : '?') + 'lang=en'

// Line height 1.5, letters 0.12 em, words 0.16 em, paragraphs 2 em apart: nothing may be cut off by it.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'

for (const [who, list] of groups) {
  for (const language of ['vi', 'en']) {
    await t.test(`${who ?? 'nobody'}, ${language}: axe, 320 px, text spacing`, async (page) => {
      const wrong = []
      await enter(page, who, language)
      const check = async (path) => {
        const answer = await page.goto(spoken(path, language))
        assert.ok([200, 404, 422].includes(answer.status()), `${path}: ${answer.status()}`)
        if (answer.status() === 404 && path !== '/khong-co-trang-nay') wrong.push(`${path}: 404`)
        assert.equal(await page.getAttribute('html', 'lang'), language, path)
        assert.equal(await page.locator('h1').count(), 1, `one h1 at ${path}`)
        assert.equal(await page.locator('main').count(), 1, path)
        const text = await page.innerText('body')
        // A key of the texts or a brace of a template that came through as it is.
        const raw = text.match(/\{\{|\}\}|\{[01]\}|\b(?:field|unit|person|member|edit|done|error|list|log|user|grant|work|care|overview)\.[a-z_]+\b/)
        if (raw) wrong.push(`${path} shows ${raw[0]}`)
        await t.fits(page)
        await t.accessible(page)
        // The page's own policy forbids added styles, so they go in as a sheet of the driver's.
        await page.evaluate((css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }, SPACING)
        await t.fits(page)
      }
      for (const [, path] of list) await check(path).catch((e) => wrong.push(`${path}: ${e.message}`))
      if (who === 'quantri') {
        const one = await page.goto('/cai-dat/nguoi-dung').then(() => page.locator('main tbody a').first().getAttribute('href'))
        await check(one.replace(/[?].*/, '')).catch((e) => wrong.push(`${one}: ${e.message}`))
      }
      assert.deepEqual(wrong, [])
    }, { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  }
}

// The words and forms of a page, without what scripts add to them.
const bones = (page) => page.evaluate(() => [document.querySelector('h1').textContent, document.querySelectorAll('main a').length,
  document.querySelectorAll('main form').length, document.querySelectorAll('main tbody tr').length])

await t.test('without JavaScript it is the same page', async (page, context) => {
  await t.signIn(page, 'xatanbinh')
  const other = await page.context().browser().newContext({ baseURL: t.url, locale: 'vi-VN', javaScriptEnabled: false, storageState: await context.storageState() })
  const plain = await other.newPage()
  for (const [who, path] of pages) {
    if (who !== 'xatanbinh') continue
    await page.goto(path)
    await plain.goto(path)
    assert.deepEqual(await bones(plain), await bones(page), path)
  }
  await other.close()
})

// --- on the wire ----------------------------------------------------------------------------------------

async function wire (page, path) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  let bytes = 0
  let requests = 0
  cdp.on('Network.requestWillBeSent', () => { requests++ })
  cdp.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength })
  await page.goto(path, { waitUntil: 'networkidle' })
  await cdp.detach()
  return { bytes, requests }
}
// The icon in the tab is asked for once and kept for good; it is counted among the bytes, not as a request of the page.
const budgets = [
  [null, ['/', '/dang-nhap', '/tro-giup'], 25, 3, 8],
  ['bithu', ['/viec-cua-toi', '/dang-vien', `/to-chuc/${CELL}`, `/dang-vien/${person}`, `/dang-vien/${person}/sua/lien-he`, '/toi'], 45, 4, 8],
  ['tinhuy', ['/tong-quan', '/to-chuc', '/dang-vien', `/to-chuc/${ROOT}`], 45, 4, 12]
]
for (const [who, paths, cold, most, later] of budgets) {
  await t.test(`budgets on the wire: ${who ?? 'nobody'}`, async (page, context) => {
    await enter(page, who, 'vi')
    const state = await context.storageState()
    const over = []
    for (const path of paths) {
      const fresh = await context.browser().newContext({ baseURL: t.url, storageState: state })
      const first = await fresh.newPage()
      const c = await wire(first, path)
      if (c.bytes > cold * 1024 || c.requests > most + 1) over.push(`${path}, cold: ${c.bytes} bytes, ${c.requests} requests`)
      const l = await wire(first, path)
      if (l.bytes > later * 1024) over.push(`${path}, later: ${l.bytes} bytes`)
      console.log(`# ${path}: ${c.bytes} bytes in ${c.requests} requests, then ${l.bytes} bytes`)
      await fresh.close()
    }
    assert.deepEqual(over, [])
  })
}

await t.end()
