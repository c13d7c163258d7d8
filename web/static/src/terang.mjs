// The one script of the pages: moves the focus to the error summary, counts characters, blocks a second click on a button,
// and closes the account menu with Escape. Every page works without it.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'

const COUNT_ID = {
  charactersUnderLimit: { other: 'Sisa %{count} huruf' },
  charactersAtLimit: 'Sisa 0 huruf',
  charactersOverLimit: { other: 'Kelebihan %{count} huruf' },
  textareaDescription: { other: 'Paling banyak %{count} huruf.' }
}
const count = document.documentElement.lang === 'id' ? { i18n: COUNT_ID } : {}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const [name, Component, config] of [
  ['error-summary', ErrorSummary],
  ['character-count', CharacterCount, count],
  ['button', Button, { preventDoubleClick: true }]
]) {
  document.querySelectorAll(`[data-module="govuk-${name}"]`).forEach((element) => new Component(element, config))
}
document.addEventListener('keydown', (event) => {
  const open = event.key === 'Escape' && document.querySelector('.trg-menu[open]')
  if (open) {
    open.open = false
    open.querySelector('summary').focus()
  }
})
