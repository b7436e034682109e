import { HOSTS, type HostName, type Settings, type Script } from '../settings.ts'

/** What the page was served with. */
export type Served = {
  readonly server: string
  readonly siteKey: string
  readonly script: Script
  readonly locales: { readonly [language: string]: Script }
}

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (!element) throw new Error(`The page has no #${id}.`)
  return element
}

const control = (id: string): HTMLInputElement | HTMLSelectElement => {
  const element = byId(id)
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return element
  throw new Error(`#${id} is no control.`)
}

const FONT = '--constat-font-family'

// A colour input cannot be empty: a token counts once the visitor has changed it.
const changed = new Map<string, string>()

/** Reads what stands in the controls. */
export const readSettings = ({ server, siteKey, script, locales }: Served): Settings => {
  const locale = control('locale').value
  const required = control('required')
  return {
    server,
    siteKey,
    script,
    localeScript: locales[locale] ?? null,
    notice: control('notice').value,
    locale,
    theme: control('theme').value,
    required: required instanceof HTMLInputElement && required.checked,
    deliver: control('deliver').value,
    tokens: Object.fromEntries(changed),
  }
}

/** What the page around the element looks like. */
export const readSurroundings = (): { readonly scheme: string; readonly width: string } => ({
  scheme: control('scheme').value,
  width: control('width').value,
})

/** The host whose snippet is shown. */
export const readHost = (): HostName => {
  const checked = document.querySelector<HTMLInputElement>('input[name=host]:checked')
  const names = Object.keys(HOSTS) as HostName[]
  return names.find((name) => name === checked?.value) ?? 'html'
}

/** Notes a token when its control was moved. */
export const noteToken = (target: EventTarget | null): void => {
  if (target instanceof HTMLSelectElement && target.id === 'token-font-family') {
    if (target.value) changed.set(FONT, target.value)
    else changed.delete(FONT)
  }
  if (!(target instanceof HTMLInputElement)) return
  const { token, unit = '' } = target.dataset
  if (token) changed.set(token, target.value + unit)
}

/** Forgets every token. */
export const resetTokens = (): void => {
  changed.clear()
  const form = byId('controls')
  for (const input of form.querySelectorAll<HTMLInputElement>('[data-token]'))
    input.value = input.defaultValue
  const font = control('token-font-family')
  if (font instanceof HTMLSelectElement) font.selectedIndex = 0
}
