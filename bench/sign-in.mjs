// sign-in.mjs URL NAME PHRASE: signs in as a person would and prints the session's cookie.
const [url, name, phrase] = process.argv.slice(2)
const cookieOf = (answer, wanted) =>
  answer.headers.getSetCookie().map((c) => c.split(';')[0]).find((c) => c.startsWith(wanted + '='))

const form = await fetch(url + '/dang-nhap')
const html = await form.text()
const hidden = (field) => html.match(new RegExp(`name="${field}" value="([^"]*)"`))[1]
const answer = await fetch(url + '/dang-nhap', {
  method: 'POST',
  redirect: 'manual',
  headers: { cookie: cookieOf(form, '__Host-hn-visit'), origin: url },
  body: new URLSearchParams({ csrf: hidden('csrf'), key: hidden('key'), name, phrase })
})
const cookie = cookieOf(answer, '__Host-hn')
if (!cookie) throw new Error(`not signed in: ${answer.status}`)
console.log(cookie)
