import type { Check, ImpactValue, Rule, Spec } from 'axe-core'
import { contactField, type ContactKind } from './form/contact.ts'
import { answerName, noticeName } from './form/entries.ts'
import { withinReach } from './observation/cover.ts'
import { shareLeft } from './observation/effects.ts'
import { lookAt } from './observation/sight.ts'
import { rowsOf } from './observation/watch.ts'
import type { ConstatChoicesElement } from './choices.ts'

/**
 * What a rule finds: null where the page does well, undefined where it cannot be told yet (axe reports that as
 * incomplete), else a sentence that says what is wrong and what to do.
 */
type Finding = string | null | undefined

type HostRule = {
  readonly id: string
  readonly help: string
  readonly impact: Exclude<ImpactValue, null>
  readonly find: (element: Element) => Finding
}

const isUpgraded = (element: Element): element is ConstatChoicesElement => 'phase' in element

/** The form that an element answers in, whether or not its script has run. */
const formOf = (element: Element): HTMLFormElement | null => {
  const id = element.getAttribute('form')
  const named = id === null ? element.closest('form') : element.ownerDocument.getElementById(id)
  return named instanceof HTMLFormElement ? named : null
}

const findForm = (element: Element): Finding => {
  const form = formOf(element)
  if (!form)
    return 'It belongs to no form: nothing of it is submitted. Put it inside the form, or give it form="the id of the form".'
  return form.getAttribute('action') !== null && form.method === 'get'
    ? 'The form is sent by GET: contact, answers and receipt token stand in the address, which histories and logs keep. Give it method="post".'
    : null
}

const nameOf = (element: Element): string => element.getAttribute('name') || 'choices'

const CONTACT_ATTRIBUTE = { phone: 'phone-field', email: 'email-field' } as const
const CONTACT_KINDS: readonly ContactKind[] = ['phone', 'email']

const findContact = (element: Element): Finding => {
  const form = formOf(element)
  if (!form) return null
  const isFound = (kind: ContactKind, name: string | null): boolean =>
    contactField(form, kind, name) !== undefined ||
    Array.from(form.elements).some(
      (each) => name && each.localName.includes('-') && each.getAttribute('name') === name,
    )
  for (const kind of CONTACT_KINDS) {
    const name = element.getAttribute(CONTACT_ATTRIBUTE[kind])
    if (name && !isFound(kind, name))
      return `${CONTACT_ATTRIBUTE[kind]} names "${name}", but the form has no text field of that name that can be filled in. Name the field that the person types in.`
  }
  return CONTACT_KINDS.some((kind) => isFound(kind, element.getAttribute(CONTACT_ATTRIBUTE[kind])))
    ? null
    : 'The form has no field that can be told to hold a phone number or an e-mail address: a yes without a contact is refused. Give the field autocomplete="tel" or "email", or name it in phone-field or email-field.'
}

const controlsOutside = (form: HTMLFormElement, element: Element): readonly Element[] =>
  Array.from(form.elements).filter((control) => control !== element && !element.contains(control))

const findNameClash = (element: Element): Finding => {
  const form = formOf(element)
  if (!form) return null
  const name = nameOf(element)
  const own = [`${name}[`, `${name}-receipt`, `${name}-notice`, `${name}-observation`]
  const clash = controlsOutside(form, element).find(
    (control) =>
      (control.localName === element.localName && nameOf(control) === name) ||
      (control.localName !== element.localName &&
        own.some((start) => control.getAttribute('name')?.startsWith(start))),
  )
  return clash
    ? `The form has another <${clash.localName}> whose entries begin with "${name}": the back end cannot tell the two apart. Give each its own name.`
    : null
}

const plain = (text: string | null | undefined): string =>
  (text ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase()

const findLabels = (element: Element): Finding => {
  if (element.closest('label'))
    return 'It stands inside a <label>: a click beside a box would act on another. Take it out.'
  const { id } = element
  if (id && element.ownerDocument.querySelector(`label[for="${CSS.escape(id)}"]`))
    return 'A <label> names it, though each of its boxes has a label of its own and the group a legend. Remove the label.'
  const form = formOf(element)
  const { shadowRoot } = element
  if (!form || !shadowRoot) return null
  const asked = new Set([...rowsOf(shadowRoot).values()].map(({ label }) => plain(label.textContent)))
  const twice = controlsOutside(form, element)
    .flatMap((control) => (control instanceof HTMLInputElement ? [...(control.labels ?? [])] : []))
    .find((label) => asked.has(plain(label.textContent)))
  return twice
    ? 'The form asks the same question in a box of its own: two answers to one question contradict each other. Remove the box of the form.'
    : null
}

/** The size under which the element never draws its text; smaller is a page that scales it. */
const MIN_FONT_PX = 16

const findSight = (element: Element): Finding => {
  const { shadowRoot } = element
  if (!isUpgraded(element) || !shadowRoot || element.phase === 'loading') return undefined
  const rows = [...rowsOf(shadowRoot).values()]
  for (const row of rows) {
    const { covered, fontPx } = withinReach(element, () => lookAt(row, element, []))
    const { cause, opacity } = shareLeft(row.base)
    const what = `"${plain(row.label.textContent).slice(0, 60)}"`
    if (covered)
      return `Something lies over ${what}, or it is not drawn: the proof will be flagged. Uncover it.`
    if (cause)
      return opacity > 0
        ? `${what} shows through at ${opacity} % opacity: an ancestor fades it. Take the opacity off.`
        : `${what} stands in a box of "${cause}", which may hide it: the proof will be flagged. Take that off, or put it on another box.`
    if (fontPx < MIN_FONT_PX - 1)
      return `${what} measures ${fontPx} px: an ancestor scales it down. Take the scale or zoom off.`
  }
  return null
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

const urlOf = (text: string, base: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null

const findServer = (element: Element): Finding => {
  const missing = ['server', 'site-key', 'notice'].filter((attribute) => !element.getAttribute(attribute))
  if (missing.length > 0)
    return `Without ${missing.join(', ')} nothing is shown but the fallback. Set every one of server, site-key and notice.`
  const key = element.getAttribute('site-key') ?? ''
  if (key.startsWith('constat_') && !key.startsWith('constat_site_'))
    return 'site-key holds a key that is not for pages, which the whole world can read here. Revoke it now, and put a site key in its place.'
  const url = urlOf(element.getAttribute('server') ?? '', element.ownerDocument.baseURI)
  if (!url)
    return 'server is no URL. Write the URL of the GraphQL endpoint, such as https://proofs.example.org/graphql.'
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname))
    return 'server is not reached over https: answers and contacts would travel in clear. Write an https URL.'
  return isUpgraded(element) && element.phase === 'error'
    ? 'The element could not show its notice and the fallback answers in its place. The console says why.'
    : null
}

const findFallback = (element: Element): Finding => {
  const inputs = [...element.querySelectorAll('input')]
  const name = nameOf(element)
  if (!inputs.some((input) => input.name.startsWith(answerName(name, '').slice(0, -1))))
    return `It holds no fallback: without script nothing is asked and nothing can be proved. Put what renderFallback() prints inside the tag, with fields named ${answerName(name, '…')}.`
  if (inputs.some((input) => input.defaultChecked || 'heldChecked' in input.dataset))
    return 'A box of the fallback is ticked beforehand, which is no consent (GDPR recital 32). Untick it.'
  return inputs.some((input) => input.type === 'hidden' && input.name === noticeName(name))
    ? null
    : `The fallback does not say which version of the notice it shows. Add <input type="hidden" name="${noticeName(name)}">, as renderFallback() does when it is given the version’s sha256.`
}

const findScript = (element: Element): Finding => {
  const { ownerDocument } = element
  const scripts = [...ownerDocument.querySelectorAll<HTMLScriptElement>('script[src]')]
  const unchecked = scripts.find((script) => {
    const url = urlOf(script.src, ownerDocument.baseURI)
    return url && url.origin !== ownerDocument.location.origin && /\/constat[^/]*\.js$/.test(url.pathname)
      ? !script.integrity || script.crossOrigin === null
      : false
  })
  if (unchecked)
    return 'The script comes from another site without integrity and crossorigin: whoever holds that site can change what your form shows. Copy both attributes from the release.'
  return isUpgraded(element)
    ? null
    : 'No script has defined the element: the fallback alone is shown. Load constat.js, or import @constat/widget/define.'
}

const HOST_RULES: readonly HostRule[] = [
  {
    id: 'constat-form',
    help: 'Choices must stand in the form that they belong to',
    impact: 'critical',
    find: findForm,
  },
  {
    id: 'constat-contact-field',
    help: 'The field that holds the contact must be found',
    impact: 'serious',
    find: findContact,
  },
  {
    id: 'constat-name-clash',
    help: 'Entries of choices must have names of their own',
    impact: 'serious',
    find: findNameClash,
  },
  { id: 'constat-label', help: 'Choices must be labelled once', impact: 'moderate', find: findLabels },
  {
    id: 'constat-sight',
    help: 'Choices must be neither covered nor faded nor shrunk',
    impact: 'critical',
    find: findSight,
  },
  {
    id: 'constat-server',
    help: 'Server, site key and notice must be right',
    impact: 'critical',
    find: findServer,
  },
  {
    id: 'constat-fallback',
    help: 'Choices must work without script, unticked',
    impact: 'serious',
    find: findFallback,
  },
  {
    id: 'constat-script',
    help: 'The script must be there, and checked when another site serves it',
    impact: 'serious',
    find: findScript,
  },
]

const checkOf = ({ id, impact, find }: HostRule): Check => ({
  id: `${id}-check`,
  evaluate(node) {
    const finding = find(node)
    if (finding === undefined) return undefined
    if (finding !== null) this.data(finding)
    return finding === null
  },
  metadata: {
    impact,
    messages: {
      pass: 'Well used',
      fail: '${data}',
      incomplete: 'The notice is not drawn yet: run again once constat-ready was fired',
    },
  },
})

const ruleOf = ({ id, help, impact }: HostRule): Rule => ({
  id,
  impact,
  selector: 'constat-choices',
  // What a page hides is one of the misuses.
  excludeHidden: false,
  tags: ['constat'],
  all: [`${id}-check`],
  metadata: { description: help, help, helpUrl: '@constat/widget/README.md#check-your-page' },
})

/**
 * Rules for axe-core (4.x) that find how a page misuses `<constat-choices>`: `axe.configure(constatRules)`, then run axe as
 * usual, or with `runOnly: ['constat']`. They read the page and change nothing.
 */
export const constatRules = {
  checks: HOST_RULES.map(checkOf),
  rules: HOST_RULES.map(ruleOf),
} satisfies Spec
