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
