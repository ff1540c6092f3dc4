// app.js: the little behaviour every page carries. All pages work without it.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'

const components = [
  [Button, 'govuk-button', { preventDoubleClick: true }],
  [ErrorSummary, 'govuk-error-summary', {}],
  [ServiceNavigation, 'govuk-service-navigation', {}]
]

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
for (const [Component, name, config] of components) {
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
    try { new Component(element, config) } catch (error) { console.error(error) }
  }
}

// What keeps meetings on a phone (sw.js) is for those who sign in; it comes after the page itself.
const worker = navigator.serviceWorker
if (worker && document.querySelector('.app-user [href="/toi"]')) addEventListener('load', () => worker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {}))

// Signing out forgets what was not sent: asked first, as the worker counts it.
const question = document.querySelector('form [data-hoi]')
question?.closest('form').addEventListener('submit', async (e) => {
  if (!worker?.controller) return
  e.preventDefault()
  const { port1, port2 } = new MessageChannel()
  const unsent = await new Promise((resolve) => {
    port1.onmessage = (m) => resolve(m.data)
    setTimeout(resolve, 2000, 0)
    worker.controller.postMessage({ count: true }, [port2])
  })
  if (!unsent || confirm(question.dataset.hoi.replace('{0}', unsent))) e.target.submit()
})

// Without network: the meetings that can be opened all the same.
const kept = document.querySelector('[data-kept]')
const showKept = async () => {
  const pages = await caches.open('hn-pages')
  for (const { url } of await pages.keys()) {
    const path = new URL(url).pathname
    if (path.split('/').length > 3) continue
    const link = document.createElement('a')
    link.href = path
    link.textContent = /<title>([^<]*)/.exec(await (await pages.match(url)).text())[1]
    const line = document.createElement('li')
    line.append(link)
    kept.querySelector('ul').append(line)
    kept.hidden = false
    document.querySelector('[data-none-kept]').hidden = true
  }
}
if (kept && self.caches) showKept()
