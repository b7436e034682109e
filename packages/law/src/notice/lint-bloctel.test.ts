import { describe, expect, it } from 'vitest'
import { callQuestion, lawfulNotice, linted, lintedItem, withItems } from '../testing/notices.ts'

const LAST_SECOND = Date.parse('2026-08-10T23:59:59.999+02:00')
const FIRST_SECOND = Date.parse('2026-08-11T00:00:00+02:00')
const OLD = { NCC_BLOCTEL: { text: 'Vous pouvez vous inscrire sur Bloctel.' } }

describe('Bloctel is no more from 2026-08-11', () => {
  it.each([
    'Droits : accès, rectification, effacement, limitation, opposition, portabilité. Inscription gratuite sur bloctel.gouv.fr.',
    'Accès, rectification, effacement, limitation, opposition, portabilité ; vous pouvez vous inscrire sur la liste d’opposition au démarchage téléphonique.',
  ])('so no other item may offer it either: "%s"', (text) => {
    expect(lintedItem('N13_RIGHTS', text)).toEqual(['ERROR NCC_BLOCTEL items.N13_RIGHTS.text'])
    const then = withItems({ N13_RIGHTS: { text }, ...OLD })
    expect(linted(then, LAST_SECOND)).toEqual([])
    expect(linted({ ...then, items: { ...then.items, NCC_BLOCTEL: undefined } }, FIRST_SECOND)).toEqual([
      'ERROR NCC_BLOCTEL items.N13_RIGHTS.text',
    ])
  })
  it('nor a link, nor a label', () => {
    const links = [{ label: 'Bloctel', url: 'https://www.bloctel.gouv.fr' }]
    const text = 'Accès, rectification, effacement, limitation, opposition, portabilité.'
    expect(linted(withItems({ N13_RIGHTS: { text, links } }))).toEqual([
      'ERROR NCC_BLOCTEL items.N13_RIGHTS.links.0.label',
      'ERROR NCC_BLOCTEL items.N13_RIGHTS.links.0.url',
    ])
    const label =
      'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, même inscrit sur Bloctel.'
    expect(linted(lawfulNotice({ questions: [callQuestion({ label })] }))).toEqual([
      'ERROR NCC_BLOCTEL questions.0.label',
    ])
  })
  it('in whatever language', () => {
    const notice = withItems({ N13_COMPLAINT: { text: 'CNIL, pe Bloctel.' } }, { locale: 'br' })
    expect(linted(notice)).toContain('ERROR NCC_BLOCTEL items.N13_COMPLAINT.text')
  })
  it('though one may say that it has ended, better not', () => {
    const text = 'Sans votre accord, nous ne vous appellerons pas : Bloctel n’existe plus.'
    expect(lintedItem('NCC_PHONE_INFO', text)).toEqual(['WARNING NCC_BLOCTEL items.NCC_PHONE_INFO.text'])
  })
  it('and a list of one’s own is not meant', () => {
    const text =
      'Accès, rectification, effacement, limitation, opposition (vous entrez sur notre liste d’opposition), portabilité.'
    expect(lintedItem('N13_RIGHTS', text)).toEqual([])
  })
})
