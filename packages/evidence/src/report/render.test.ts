import { noticeBlocks } from '@constat/core/notice'
import { describe, expect, it } from 'vitest'
import {
  claims,
  jwks,
  makeCertified,
  NOW,
  ORIGIN,
  PHONE,
  RECORDED_AT,
  reportOn,
  trustOf,
} from '../testing/certificates.ts'
import { logLine } from '../testing/log.ts'
import { notice } from '../testing/notice.ts'
import {
  certificateBytes,
  printable,
  renderReport,
  REPORT_LOCALES,
  reportLines,
  visible,
  visibleJson,
  type VerificationReport,
} from '../verify.ts'
import { certificateZip } from '../zip.ts'
import { EN } from './words.en.ts'
import { FR } from './words.fr.ts'
import type { Words } from './words.ts'

const { certificate, trust } = await makeCertified()
const report = await reportOn(certificate, trust, { lead: { phone: PHONE } })

const linesOf = (of: VerificationReport, locale: 'fr' | 'en') =>
  reportLines(renderReport(of, locale), 1000).map(({ text }) =>
    text.replaceAll(/ {2,}(?=\S)|\.{2,}/g, (run, at) => (at === 0 ? run : '~')),
  )

const leaves = (value: unknown, path: string): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(Object(value)).flatMap(([name, member]) => leaves(member, `${path}.${name}`))

const placeholders = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).toSorted()

describe('a report in words', () => {
  it('says the same things in each language', () => {
    const told = (words: Words) => leaves(words, '').map(([path, text]) => [path, placeholders(text)])
    expect(told(FR)).toEqual(told(EN))
  })

  it('calls no witness independent: it knows only that the verifier named them', () => {
    for (const locale of REPORT_LOCALES)
      expect(linesOf(report, locale).join('\n')).not.toMatch(/independent|indépendant/i)
    expect(linesOf(report, 'en').join('\n')).toContain('The witnesses that you named (w1, w2) saw')
  })

  it('leaves no place unfilled', () => {
    for (const locale of REPORT_LOCALES)
      expect(linesOf(report, locale).join('\n')).not.toMatch(/[{}]|undefined|NaN|null/)
  })

  it('tells a French buyer what is proved, claimed and not covered', () => {
    const lines = linesOf(report, 'fr')
    expect(lines[0]).toBe('Ce certificat est vérifié.')
    expect(lines).toContain(`  Téléphone~${PHONE} (celui de votre prospect)`)
    const asked = lines.indexOf(`  J'accepte d'être appelé par Cuisines Exemple SAS`)
    expect(lines[asked + 1]).toBe('    consent ; appel ; pour Cuisines Exemple SAS')
    expect(lines).toContain('  Journal public~WITNESSED 2 sur 3 : des témoins que vous avez nommés l’ont vu')
    expect(lines).toContain(
      '  - La déclaration existait au plus tard le 21 septembre 2026 à 16:13:26 UTC+2, dit un témoin ou une autorité non connue comme qualifiée.',
    )
    expect(lines).toContain(
      '  - Si le consentement a été retiré, ou une opposition faite, depuis : cela ne peut se savoir hors ligne. Interrogez avant de contacter.',
    )
    const headings = ['Ce qu’il prouve', 'Ce qui est seulement déclaré', 'Ce qu’il ne couvre pas']
    const places = headings.map((heading) => lines.indexOf(heading))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('shows the notice as the blocks that the widget draws', () => {
    const block = renderReport(report, 'en').find((each) => each.block === 'notice')
    expect(block).toMatchObject({ locale: 'fr', blocks: noticeBlocks(notice) })
    expect(linesOf(report, 'en')).toContain('  | Vous pouvez refuser sans conséquence.')
  })

  it('names the first failure, in words and by its code', async () => {
    const mismatch = await reportOn(certificate, trust, { lead: { phone: '+33639981235' } })
    expect(linesOf(mismatch, 'en').slice(0, 4)).toEqual([
      'This certificate is refused.',
      '',
      'Why it is refused',
      '  - The phone number is not that of your lead. [lead/lead-phone-mismatch]',
    ])
    const unknown = await reportOn(certificate, await trustOf({ jwks: '{"keys":[]}' }))
    const lines = linesOf(unknown, 'fr')
    expect(lines).toContain(
      '  - Elle est signée par une clé à laquelle vous ne faites pas confiance. Si le vendeur a changé de clé : constat trust fetch URL, ou ses nouveaux fichiers de confiance. [signature/key-unknown]',
    )
    expect(lines).toContain('  Journal public~rien d’établi')
    expect(lines).toContain('  La déclaration est signée par une clé de votre confiance ~ NON')
    expect(lines).toContain('  Les horodatages sont valables ~ non examiné')
    const related = certificate.related.map((each) => ({ ...each, statement: 'x' }))
    const about = await reportOn({ ...certificate, related }, trust)
    expect(linesOf(about, 'en')).toContain(
      '  - the publication of the notice: What was published stands in the log before: NO. [publications/statement-malformed]',
    )
  })

  it('says of a file that is no certificate as such what to do', async () => {
    const told = async (bytes: Uint8Array) => {
      const of = await reportOn(bytes, trust)
      return REPORT_LOCALES.map((locale) => linesOf(of, locale)[3])
    }
    const bytes = certificateBytes(certificate)
    const utf16 = Buffer.from(`\uFEFF${new TextDecoder().decode(bytes)}`, 'utf16le')
    expect(await told(certificateZip(certificate))).toEqual([
      '  - C’est le ZIP : sortez-en certificate.json. [form/certificate-zipped]',
      '  - This is the ZIP: take certificate.json out of it. [form/certificate-zipped]',
    ])
    expect(await told(new Uint8Array(utf16))).toEqual([
      '  - Enregistrez-le en UTF-8. [form/certificate-not-utf8]',
      '  - Save it as UTF-8. [form/certificate-not-utf8]',
    ])
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)
    expect((await reportOn(marked, trust)).verdict).toBe('VERIFIED')
  })

  it('says that the times agree only where others attest any', async () => {
    const row = 'Les dates que d’autres attestent concordent, et avec la clé'
    expect(linesOf(report, 'fr')).toContain(`  ${row} ~ oui`)
    const alone = await makeCertified({
      cosigners: {},
      anchorCosigners: {},
      trust: { policy: `${logLine(ORIGIN)}quorum none\n` },
    })
    expect(linesOf(await reportOn(alone.certificate, alone.trust), 'fr')).toContain(
      `  ${row} ~ rien à contrôler`,
    )
  })

  it('says of a key that had not begun to sign what is wrong, not that a step failed', async () => {
    const [jwk] = jwks.keys
    const early = JSON.stringify({ keys: [{ ...jwk, nbf: RECORDED_AT + 1000 }] })
    const refused = await reportOn(certificate, await trustOf({ jwks: early }))
    expect(linesOf(refused, 'en')).toContain(
      '  - It says it was signed before its key began to sign. [bracket/key-not-yet-valid]',
    )
    expect(linesOf(refused, 'fr')).toContain(
      '  - Elle dit avoir été signée avant que sa clé ne commence à signer. [bracket/key-not-yet-valid]',
    )
  })

  it('says that a claimed time is not supported, where it is not', async () => {
    const late = await makeCertified({ facts: { recordedAt: NOW } })
    const lines = linesOf(await reportOn(late.certificate, late.trust), 'en')
    expect(lines.some((line) => line.includes('NOT SUPPORTED'))).toBe(true)
  })

  it('tells the time agreed for a call', async () => {
    const slot = { start: '2026-09-22T08:00:00.000Z', end: '2026-09-22T09:00:00.000Z' }
    const agreed = [
      ...claims.filter(({ name }) => name !== 'choice.appel'),
      { name: 'choice.appel', value: { answer: 'GRANTED', slot } } as const,
    ]
    const made = await makeCertified({ claims: agreed })
    expect(linesOf(await reportOn(made.certificate, made.trust), 'en').join('\n')).toContain(
      'agreed time: September 22, 2026 at 10:00:00 AM UTC+2 to September 22, 2026 at 11:00:00 AM UTC+2',
    )
  })

  it('fits a terminal: values stand under each other, and lines break before a word that is too much', () => {
    const lines = reportLines(renderReport(report, 'fr'), 60).map(({ text }) => text)
    expect(lines).toContain('  Téléphone  +33639981234 (celui de votre prospect)')
    expect(lines).toContain('  Courriel   Jeanne@example.fr (non comparé)')
    expect(lines).toContain('  La déclaration suit le format connu ................ oui')
    expect(lines).toContain('  - Les réponses montrées (2) sont celles de la déclaration')
    expect(lines).toContain('    depuis sa signature.')
    expect(lines.filter((line) => line.length > 60)).toEqual([])
  })

  it('lets no text from outside act on a terminal', async () => {
    const hostile = {
      ...report,
      contacts: [{ kind: 'email' as const, value: 'a\u001b[2J\u202e@x', comparison: 'NONE' as const }],
    }
    const told = linesOf(hostile, 'en').join('')
    expect(['\u001b', '\u202e'].filter((each) => told.includes(each))).toEqual([])
  })

  it('marks whatever a reader would not see, and keeps what is seen', () => {
    for (const hidden of ['\u202E', '\u2066', '\u200B', '\u00AD', '\u2028', '\uFEFF', '\u{E0041}', '\u3164'])
      expect(visible(`a${hidden}b`)).toBe('a\uFFFDb')
    expect(visible('Été 10\u202F000 €\n✔️ d’accord')).toBe('Été 10\u202F000 €\n✔️ d’accord')
    expect(printable('a\nb')).toBe('a\uFFFDb')
  })

  it('writes in JSON as escapes what a reader would not see', () => {
    const value = { label: 'a\u202Eb\u{E0041}\u0085' }
    const told = visibleJson(value)
    expect(told).toBe('{\n  "label": "a\\u202eb\\udb40\\udc41\\u0085"\n}')
    expect(JSON.parse(told)).toEqual(value)
  })

  it('takes a channel that the notice calls like a member of every object for its own name', async () => {
    const [question] = notice.questions
    const odd = JSON.parse(JSON.stringify(notice).replace('"LIVE_CALL"', '"constructor"'))
    const told = linesOf({ ...report, notice: odd }, 'en')
    expect(told[told.indexOf(`  ${question?.label ?? ''}`) + 1]).toBe(
      '    consents ; constructor ; for Cuisines Exemple SAS',
    )
  })
})
