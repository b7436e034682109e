import { readTrust, type Lead, type Trust } from '@constat/evidence/verify'
import type { Locale, Said } from '../command/said.ts'
import {
  MAX_TRUST_BYTES,
  trustFileOf,
  trustTextsOf,
  type TrustFile,
  type TrustFolder,
} from '../trust/trust-files.ts'
import {
  BYTES_TO_READ,
  examine,
  reportBlocks,
  trustRows,
  type CertificateFile,
  type Examination,
} from '../verify/examine.ts'
import { loadChunk } from './chunk.ts'
import { drawReport, element } from './draw.ts'
import { text, TEXTS, type TextName } from './texts.ts'

const at = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`) ?? document.body
const valueOf = (id: string): string => document.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? ''

/** A text, and what follows it in each language. */
type Status = { readonly name: TextName; readonly detail?: Said | undefined }

let locale: Locale = navigator.language.startsWith('fr') ? 'fr' : 'en'
let folder: TrustFolder = JSON.parse(at('embedded').textContent)
let trust: Trust | undefined
let certificate: CertificateFile | undefined
let found: Examination | undefined
/** What the page has to say, as text or as the name of one. */
let status: Status | undefined
/** Why there is no trust. */
let lacking: Status = { name: 'needTrust' }

const isTextName = (name: string | undefined): name is TextName => name !== undefined && name in TEXTS

const draw = (): void => {
  document.documentElement.lang = locale
  document.title = text('title', locale)
  for (const each of document.querySelectorAll<HTMLElement>('[data-t]'))
    if (isTextName(each.dataset['t'])) each.textContent = text(each.dataset['t'], locale)
  for (const each of document.querySelectorAll<HTMLElement>('[data-l]'))
    each.ariaPressed = String(each.dataset['l'] === locale)
  at('trusted').replaceChildren(
    ...(trust
      ? trustRows(trust, locale).map(({ name, value }) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, value)),
        )
      : []),
  )
  const [verdict, ...report] = found ? drawReport(reportBlocks(found, locale), locale) : []
  // One live region for whatever is to be heard, the verdict as well.
  at('status').replaceChildren(
    verdict ?? (status ? text(status.name, locale) + (status.detail?.[locale] ?? '') : ''),
  )
  at('report').hidden = !found
  at('body').replaceChildren(...report)
}

const say = (name?: TextName, detail?: Said): void => {
  status = name && { name, detail }
  draw()
}

const leadInHand = (): Lead | undefined => {
  const lead: { phone?: string; email?: string } = {}
  for (const kind of ['phone', 'email'] as const) {
    const typed = valueOf(kind)
    if (typed === '') continue
    const { normalizeContact, contactFault } = loadChunk('contact')
    const contact = normalizeContact(kind, typed)
    if (!contact.ok) {
      say('badContact', contactFault(contact.issues))
      return undefined
    }
    lead[kind] = contact.value.value
  }
  return lead
}

// Whoever is typing keeps the focus; everybody else is led to the verdict.
const leadToVerdict = (): void => {
  if (!document.activeElement?.matches('.pair input')) at('status').querySelector<HTMLElement>('h2')?.focus()
}

const verify = async (): Promise<void> => {
  found = undefined
  const isAsked = certificate !== undefined || Object.keys(folder).length > 0
  if (!trust) return isAsked ? say(lacking.name, lacking.detail) : say()
  if (!certificate) return say()
  const lead = leadInHand()
  if (!lead) return
  say('checking')
  try {
    found = await examine(certificate, trust, {
      lead,
      recipient: valueOf('recipient') || undefined,
      now: Date.now(),
      loadTimestamps: async () => loadChunk('timestamp'),
    })
    say()
    leadToVerdict()
  } catch {
    say('unable')
  }
}

const decode = (bytes: ArrayBuffer): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const believe = async (): Promise<void> => {
  const texts = trustTextsOf(folder)
  trust = undefined
  lacking = { name: 'needTrust' }
  try {
    const read = texts && (await readTrust(texts))
    if (read?.ok) trust = read.value
    else if (read) lacking = { name: 'badTrust', detail: loadChunk('timestamp').trustFault(read.issues) }
  } catch {
    lacking = { name: 'unable' }
  }
  return verify()
}

const takeTrust = async (files: readonly File[]): Promise<void> => {
  found = undefined
  const chosen: { [file in TrustFile]?: string } = {}
  for (const file of files) {
    const name = trustFileOf(file.name)
    const said = { fr: file.name, en: file.name }
    if (!name) return say('unknownFile', said)
    if (file.size > MAX_TRUST_BYTES) return say('tooLong', said)
    chosen[name] = decode(await file.arrayBuffer())
  }
  // Policy and keys together are another trust, of which the time-stamping roots of the last are no part.
  folder = trustTextsOf(chosen) ? chosen : { ...folder, ...chosen }
  return believe()
}

const takeCertificate = async ([file, ...more]: readonly File[]): Promise<void> => {
  if (!file) return
  if (more.length > 0) {
    certificate = undefined
    found = undefined
    return say('one')
  }
  certificate = {
    name: file.name,
    bytes: new Uint8Array(await file.slice(0, BYTES_TO_READ).arrayBuffer()),
  }
  return verify()
}

const TAKE: { readonly [id: string]: (files: readonly File[]) => Promise<void> } = {
  'trust-files': takeTrust,
  'certificate-file': takeCertificate,
}

// One thing after the other: what comes while a file is still being read must not be told before it, nor wiped by it.
let last = Promise.resolve()
const then = (act: () => Promise<void>): void => {
  last = last.then(act).catch(() => say('unreadable'))
}

for (const [id, take] of Object.entries(TAKE)) {
  const input = at(id)
  const zone = input.closest('section') ?? input
  input.addEventListener('change', () => {
    if (!(input instanceof HTMLInputElement)) return
    const files = [...(input.files ?? [])]
    then(() => take(files))
  })
  zone.addEventListener('drop', ({ dataTransfer }) => {
    // The list is empty once the event is over.
    const files = [...(dataTransfer?.files ?? [])]
    then(() => take(files))
  })
  for (const [type, isOver] of [
    ['dragover', true],
    ['dragleave', false],
    ['drop', false],
  ] as const)
    zone.addEventListener(type, () => zone.classList.toggle('over', isOver))
}
// A file that misses the zones must not take the place of the page.
for (const type of ['dragover', 'drop']) document.addEventListener(type, (event) => event.preventDefault())
for (const input of document.querySelectorAll('.pair input'))
  input.addEventListener('change', () => then(verify))
at('print').addEventListener('click', () => window.print())
for (const button of document.querySelectorAll<HTMLElement>('[data-l]'))
  button.addEventListener('click', () => {
    locale = button.dataset['l'] === 'fr' ? 'fr' : 'en'
    draw()
  })

then(believe)
