import { describe, expect, it } from 'vitest'
import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import { linted } from '../testing/notices.ts'
import { calls, data, LAWFUL_SITES, page, siteNotice } from '../testing/sites.ts'

describe('a lawful notice as a site may write it', () => {
  it.each(LAWFUL_SITES)('of %s has nothing said against it', (_, site) => {
    expect(linted(siteNotice(site))).toEqual([])
  })
})

const WHO = 'Habitat Direct SAS'
const GOODS = 'vérandas'
const LABEL = 'J’accepte que Habitat Direct m’appelle pour me proposer des vérandas.'

const faulty = (
  label: string,
  items: NoticeDocument['items'] = {},
  question: Partial<NoticeQuestion> = {},
  change: Partial<NoticeDocument> = {},
) =>
  linted(
    siteNotice({
      who: WHO,
      goods: GOODS,
      questions: [{ label, ...question }],
      items: { ...data(WHO), ...calls(WHO, GOODS), ...items },
      change,
    }),
  )

describe('an unlawful notice as a site may write it', () => {
  it('is lawful but for the one thing', () => {
    expect(faulty(LABEL)).toEqual([])
  })
  it.each<[what: string, findings: readonly string[], expected: string]>([
    [
      'a contest whose price is consent',
      faulty(
        'Pour valider ma participation au tirage au sort, j’accepte d’être appelé par Habitat Direct (vérandas).',
      ),
      'ERROR CB-6 questions.0.label',
    ],
    [
      'consent for as long as the account lives',
      faulty(LABEL, { NR_PERIOD: { text: 'Votre accord est donné pour une durée indéterminée.' } }),
      'ERROR NR_PERIOD items.NR_PERIOD.text',
    ],
    [
      'two years that go on by silence',
      faulty(LABEL, {
        NR_PERIOD: {
          text: 'Votre accord vaut vingt-quatre mois et se renouvelle faute d’opposition de votre part.',
        },
      }),
      'ERROR NR_PERIOD items.NR_PERIOD.text',
    ],
    [
      'partners whom nobody names',
      faulty('J’accepte que Habitat Direct et ses partenaires commerciaux m’appellent pour des vérandas.'),
      'ERROR CB-4 questions.0.advertisers',
    ],
    [
      'the terms in the same tick',
      faulty('J’ai lu et j’accepte les CGU et les appels de Habitat Direct (vérandas).'),
      'ERROR CB-5 questions.0.label',
    ],
    [
      'the old list of opposition',
      faulty(LABEL, {
        N13_RIGHTS: {
          text: 'Accès, rectification, effacement, limitation, opposition, portabilité. Vous disposez aussi du droit de vous inscrire gratuitement sur la liste Bloctel.',
        },
      }),
      'ERROR NCC_BLOCTEL items.N13_RIGHTS.text',
    ],
    [
      'data that are never erased',
      faulty(LABEL, {
        N13_RETENTION: { text: 'Vos données alimentent notre base sans limitation de durée.' },
      }),
      'ERROR N13_RETENTION items.N13_RETENTION.text',
    ],
    [
      'a withdrawal one pays for',
      faulty(LABEL, {
        NR_WITHDRAWAL: {
          text: 'Toute demande de retrait donne lieu à des frais de dossier de 15 euros.',
          links: page('Retirer', 'retrait'),
        },
      }),
      'ERROR NR_WITHDRAWAL items.NR_WITHDRAWAL.text',
    ],
    [
      'a sale of heat pumps by telephone',
      faulty(
        'J’accepte que Habitat Direct m’appelle pour me proposer des pompes à chaleur.',
        { NR_GOODS: { text: 'Nous vous parlerons de pompes à chaleur.' } },
        {},
        { goods: [{ key: 'bien', label: 'pompes à chaleur', sector: 'ENERGY_RENOVATION' }] },
      ),
      'ERROR L223-1-v2026:energy questions.0.goods.0',
    ],
    [
      'goods that may be anything',
      faulty(
        'J’accepte que Habitat Direct m’appelle pour me présenter ses offres.',
        { NR_GOODS: { text: 'Pour vous faire profiter de nos bons plans.' } },
        {},
        { goods: [{ key: 'bien', label: 'offres', sector: 'GENERAL' }] },
      ),
      'ERROR NR_GOODS items.NR_GOODS.text',
    ],
    [
      'a quote withheld from who does not consent',
      faulty(LABEL, { NR_CHOICE: { text: 'Sans cet accord, nous ne pourrons pas établir votre devis.' } }),
      'ERROR NR_CHOICE items.NR_CHOICE.text',
    ],
    [
      'an objection box for calls',
      faulty(
        'Je ne souhaite pas être appelé par Habitat Direct.',
        {},
        { kind: 'OPT_OUT', periodDays: undefined },
      ),
      'ERROR CB-12 questions.0.kind',
    ],
  ])('with %s is refused', (_, findings, expected) => {
    expect(findings).toContain(expected)
  })
})
