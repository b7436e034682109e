import { describe, expect, it } from 'vitest'
import { parseNotice, type NoticeDocument, type NoticeItemId } from '@constat/core/notice'
import { RECORDING_ITEMS } from '../question/words.ts'
import { recordingNotice } from '../testing/notices.ts'
import { lintNotice } from './lint.ts'
import { renderRecordingScript, type RecordingScriptOptions } from './recording-script.ts'
import { spoken, spokenSeconds } from './speech.ts'

const scriptOf = (notice: NoticeDocument, options?: RecordingScriptOptions) => {
  const script = renderRecordingScript(notice, options)
  if (!script.ok) throw new Error(script.issues.map(({ path }) => path.join('.')).join())
  return script.value
}

const faultsOf = (notice: NoticeDocument, options?: RecordingScriptOptions) => {
  const script = renderRecordingScript(notice, options)
  return script.ok ? [] : script.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

const without = (...ids: readonly NoticeItemId[]): NoticeDocument =>
  recordingNotice(Object.fromEntries(ids.map((id) => [id, undefined])))

describe('a recording notice', () => {
  it('is a notice of its own: the nine items and the other means are all the law asks', () => {
    expect(parseNotice(recordingNotice()).ok).toBe(true)
    expect(lintNotice(recordingNotice(), { at: Date.parse('2026-11-21T10:00:00Z') })).toEqual([])
  })
})

describe('the script before a call is recorded', () => {
  it('is short before the recording starts, and whole when the person asks', () => {
    expect(scriptOf(recordingNotice()).text).toBe(`PREMIER NIVEAU (environ 17 s)
[À dire avant de lancer l’enregistrement. Si la personne s’y oppose, n’enregistrez pas et proposez l’autre moyen.]
Cet appel va être enregistré.
Le responsable est Cuisines du Val SAS.
L’enregistrement prouve le contrat que vous concluez.
Vous pouvez aussi conclure par courrier.
Vous pouvez vous y opposer.
Le détail est sur cuisines.example/appels, ou je vous le lis.

SECOND NIVEAU (environ 37 s)
[À dire si la personne demande le détail.]
Cet appel va être enregistré.
Responsable : Cuisines du Val SAS, 1 rue du Val, 44000 Nantes.
L’enregistrement prouve le contrat que vous concluez.
Il est fait pour l’exécution de ce contrat.
Seul notre service des contrats peut l’écouter.
Il est gardé le temps du contrat, puis cinq ans.
Vous pouvez vous y opposer.
Vous pouvez aussi conclure par courrier.
Vous pouvez l’écouter et le faire rectifier. Vos droits : cuisines.example/appels. Pour cela : dpo@cuisines.example.
Vous pouvez adresser une réclamation à la CNIL. Le site de la CNIL est cnil.fr.
`)
  })

  it('says at once that it records, for whom, what for, how to do without and how to object', () => {
    expect(scriptOf(recordingNotice()).first.lines.flatMap(({ items }) => items)).toEqual([
      'REC_EXISTENCE',
      'REC_CONTROLLER',
      'REC_PURPOSE',
      'REC_ALT_MEANS',
      'REC_OBJECTION',
    ])
  })

  it('says all nine items when asked, in the order of the CNIL (S0-6 to S0-14)', () => {
    const said = scriptOf(recordingNotice()).second.lines.flatMap(({ items }) => items)
    expect(said.filter((item) => item !== 'REC_ALT_MEANS')).toEqual(RECORDING_ITEMS)
    expect(said).toContain('REC_ALT_MEANS')
  })

  it('repeats no address that an item gives already', () => {
    const { second } = scriptOf(
      recordingNotice({
        REC_RIGHTS: { text: 'Écrivez à dpo@cuisines.example pour l’écouter ou le faire rectifier.' },
        REC_COMPLAINT: {
          text: 'Réclamation à la CNIL.',
          links: [{ label: 'CNIL', url: 'https://www.cnil.fr/' }],
        },
      }),
    )
    expect(second.lines.slice(-2).map(({ text }) => text)).toEqual([
      'Écrivez à dpo@cuisines.example pour l’écouter ou le faire rectifier.',
      'Réclamation à la CNIL. CNIL : cnil.fr.',
    ])
  })

  it('offers to read the rest where no page has it, and gives what contact there is', () => {
    const parties = [{ key: 'cuisines', legalName: 'Cuisines du Val S.A.S.', contact: 'tel:+33199000001' }]
    const rights = { REC_RIGHTS: { text: 'Vous pouvez l’écouter.' } }
    const { first, second } = scriptOf(recordingNotice(rights, { parties }))
    expect(first.lines.map(({ text }) => text)).toContain('Je peux vous lire le détail.')
    expect(first.lines.map(({ text }) => text)).toContain('Le responsable est Cuisines du Val S.A.S.')
    expect(second.lines.at(-2)?.text).toBe('Vous pouvez l’écouter. Pour cela : +33199000001.')
    const silent = recordingNotice(rights, {
      parties: parties.map((party) => ({ ...party, contact: undefined })),
    })
    expect(scriptOf(silent).second.lines.at(-2)?.text).toBe('Vous pouvez l’écouter.')
  })

  it('says each thing on one line, and sends to a page of the controller only', () => {
    const { first } = scriptOf(
      recordingNotice({
        REC_PURPOSE: { text: 'Preuve\n\ndu contrat !' },
        REC_RIGHTS: { text: 'Vos droits.', links: [{ label: 'Écrire', url: 'mailto:dpo@cuisines.example' }] },
        REC_COMPLAINT: { text: 'CNIL.', links: [{ label: 'CNIL', url: 'https://www.cnil.fr/fr/plaintes' }] },
      }),
    )
    expect(first.lines.map(({ text }) => text)).toContain('Preuve du contrat !')
    expect(first.lines.at(-1)).toEqual({ items: [], text: 'Je peux vous lire le détail.' })
  })

  it.each([...RECORDING_ITEMS, 'REC_ALT_MEANS' as const])('is refused without %s', (item) => {
    expect(faultsOf(without(item))).toEqual([`items.${item} recording-item-missing`])
  })

  it('is refused with every item that is missing, and in another language', () => {
    expect(faultsOf({ ...without('REC_PURPOSE', 'REC_RIGHTS'), locale: 'en' })).toEqual([
      'locale script-in-french',
      'items.REC_PURPOSE recording-item-missing',
      'items.REC_RIGHTS recording-item-missing',
    ])
    expect(faultsOf(recordingNotice({}, { locale: 'fr-RE' }))).toEqual([])
    expect(faultsOf(recordingNotice({}, { locale: 'frp' }))).toEqual(['locale script-in-french'])
  })

  it('ends the call of who objects where recording is a duty, and owes no other means (X2)', () => {
    const duty = { recordingIsDuty: true }
    const { first } = scriptOf(without('REC_ALT_MEANS'), duty)
    expect(first.instruction).toContain('mettez fin à l’appel')
    expect(first.lines.flatMap(({ items }) => items)).not.toContain('REC_ALT_MEANS')
    expect(faultsOf(without('REC_OBJECTION', 'REC_ALT_MEANS'), duty)).toEqual([
      'items.REC_OBJECTION recording-item-missing',
    ])
  })
})

describe('speech', () => {
  it('takes a minute for 150 words, and only words take time', () => {
    expect(spokenSeconds('mot '.repeat(150))).toBe(60)
    expect(spokenSeconds('mot '.repeat(151))).toBe(61)
    expect(spokenSeconds('un ; deux : trois —')).toBe(2)
    expect(spokenSeconds("l'appel qu’il paie")).toBe(2)
    expect(spokenSeconds('cuisines.example/appels')).toBe(2)
    expect(spokenSeconds('')).toBe(0)
  })

  it.each([
    ['https://www.cnil.fr/', 'cnil.fr'],
    ['https://cuisines.example/appels?x=1#y', 'cuisines.example/appels'],
    ['mailto:dpo@cuisines.example?subject=Appels', 'dpo@cuisines.example'],
    ['tel:+33199000001', '+33199000001'],
    ['https://cuisines.example/%', 'cuisines.example/%'],
  ])('says %s as %s', (url, said) => {
    expect(spoken(url)).toBe(said)
  })
})
