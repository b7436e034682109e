import { timeTeller, type ReportBlock } from '@constat/evidence/verify'
import type { Locale } from '../command/said.ts'
import type { ScrubReport } from './examine-scrub.ts'

const WORDS = {
  fr: {
    verified: 'VÉRIFIÉ : un contrôle de fichier avant contact a bien eu lieu comme ce reçu le dit.',
    refused: (code: string) => `REFUSÉ : ce reçu ne tient pas [${code}].`,
    proves: 'Ce qu’il prouve',
    not: 'Ce qu’il ne prouve pas',
    what: 'Ce contrôle',
    answers: 'Réponses',
    found: 'Réponses sur ce contact',
    none: 'Aucune réponse ne porte sur ce contact.',
    signed: (count: number, server: string) =>
      `${server} a signé ${count} réponses, leur ordre et leur compte (racine de Merkle).`,
    logged: (origin: string, index: number) => `La déclaration est au journal ${origin}, au rang ${index}.`,
    promised: (origin: string, seconds: number) =>
      `Le serveur promet l’inscription au journal ${origin} sous ${seconds} s : « screen proof » en apporte la preuve.`,
    fileRead: 'Le fichier donné est, octet pour octet, celui qui a été contrôlé.',
    fileNamed:
      'Le fichier donné est celui dont l’appelant a dit tirer ses lignes ; le serveur a lu les lignes, non le fichier.',
    fileUnseen: 'Que votre fichier soit celui qui a été contrôlé : donnez-le par --file.',
    answersEqual: 'Les réponses données sont, ligne pour ligne, celles qui ont été signées.',
    answersUnseen: 'Ce qui a été répondu de chaque ligne : donnez les réponses par --answers.',
    acts: 'Que seules les lignes permises aient ensuite été contactées.',
    later: (at: string) => `Ce qui a été retiré ou refusé après l’état lu le ${at}.`,
    gap: (asked: string, signed: string) =>
      `Que l’état lu était encore le dernier à la signature : la question est du ${asked}, la signature du ${signed}.`,
    rows: {
      question: 'Question',
      at: 'Instant du contact',
      evaluated: 'Posée le',
      signedAt: 'Signé le',
      position: 'Dernier événement vu',
      rules: 'Règles',
      sha256: 'SHA-256 du fichier',
      key: 'Clé',
    },
  },
  en: {
    verified: 'VERIFIED: a file was screened before contact as this receipt says.',
    refused: (code: string) => `REFUSED: this receipt does not hold [${code}].`,
    proves: 'What it proves',
    not: 'What it does not prove',
    what: 'This screening',
    answers: 'Answers',
    found: 'Answers of this contact',
    none: 'No answer is of this contact.',
    signed: (count: number, server: string) =>
      `${server} has signed ${count} answers, their order and how many there are (Merkle root).`,
    logged: (origin: string, index: number) => `The statement is in the log ${origin}, at index ${index}.`,
    promised: (origin: string, seconds: number) =>
      `The server promises to enter it in the log ${origin} within ${seconds} s: "screen proof" brings the proof.`,
    fileRead: 'The file given is, byte for byte, the one that was screened.',
    fileNamed:
      'The file given is the one that the caller said the lines came from; the server read the lines, not the file.',
    fileUnseen: 'That your file is the one that was screened: give it by --file.',
    answersEqual: 'The answers given are, line for line, those that were signed.',
    answersUnseen: 'What was answered of each line: give the answers by --answers.',
    acts: 'That only the lines that were allowed were contacted.',
    later: (at: string) => `What was withdrawn or refused after the state that was read on ${at}.`,
    gap: (asked: string, signed: string) =>
      `That the state read was still the latest when it was signed: it was asked on ${asked} and signed on ${signed}.`,
    rows: {
      question: 'Question',
      at: 'Instant of contact',
      evaluated: 'Asked at',
      signedAt: 'Signed at',
      position: 'Latest event seen',
      rules: 'Rule set',
      sha256: 'SHA-256 of the file',
      key: 'Key',
    },
  },
} as const

/** Seconds from question to signature within which a screening is done without having been cut off. */
const GAP = 3_600

/** What was found of the receipts of a screening, in reading order. */
export const scrubBlocks = (report: ScrubReport, locale: Locale): readonly ReportBlock[] => {
  const words = WORDS[locale]
  const time = timeTeller(locale)
  const { receipts, code } = report
  if (code !== null) return [{ block: 'verdict', tone: 'refused', text: words.refused(code) }]
  const proofs = receipts.flatMap(({ payload, entry }) => [
    words.signed(payload.answers.count, payload.iss),
    ...(entry ? [words.logged(entry.checkpoint.origin, entry.index)] : []),
  ])
  const promises = receipts.flatMap(({ payload: { promise }, entry }) =>
    entry || !promise ? [] : [words.promised(promise.log, promise.mmd_s)],
  )
  const [first] = receipts
  if (!first) return []
  const { payload, file, source, kid } = first
  const { question, rules } = payload
  const signedAt = Math.max(...receipts.map((receipt) => receipt.payload.iat))
  const isGap = receipts.some((receipt) => receipt.payload.iat - receipt.payload.evaluated_at > GAP)
  const facts: readonly (readonly [string, string])[] = [
    [
      words.rows.question,
      [question.channel, question.advertiser, question.goods ?? [], question.purpose, question.profile]
        .flat()
        .join(' · '),
    ],
    [words.rows.at, time(question.at)],
    [words.rows.evaluated, time(payload.evaluated_at)],
    [words.rows.signedAt, time(signedAt)],
    [words.rows.position, String(payload.position)],
    [words.rows.rules, `${rules.version} ${rules.sha256}`],
    [words.rows.sha256, (source ?? file).sha256],
    [words.rows.key, kid],
  ]
  const counts = new Map<string, number>()
  for (const each of receipts)
    for (const [word, count] of [
      ...Object.entries(each.payload.answers.verdicts),
      ...Object.entries(each.payload.answers.reasons),
      ...Object.entries(each.payload.answers.problems),
    ])
      counts.set(word, (counts.get(word) ?? 0) + count)
  return [
    { block: 'verdict', tone: 'verified', text: words.verified },
    {
      block: 'list',
      heading: words.proves,
      items: [
        ...proofs,
        ...(report.file === 'READ' ? [words.fileRead] : report.file === 'NAMED' ? [words.fileNamed] : []),
        ...(report.answers === 'EQUAL' ? [words.answersEqual] : []),
      ],
    },
    {
      block: 'list',
      heading: words.not,
      items: [
        ...promises,
        ...(report.file === null ? [words.fileUnseen] : []),
        ...(report.answers === null ? [words.answersUnseen] : []),
        ...(isGap ? [words.gap(time(payload.evaluated_at), time(signedAt))] : []),
        words.later(time(payload.evaluated_at)),
        words.acts,
      ],
    },
    { block: 'table', heading: words.what, rows: facts.map(([name, value]) => ({ name, value })) },
    {
      block: 'table',
      heading: words.answers,
      rows: [...counts].map(([name, count]) => ({ name, value: String(count) })),
    },
  ]
}

/** What was answered of a contact. */
export const foundBlock = ({ found }: ScrubReport, locale: Locale): ReportBlock => ({
  block: 'list',
  heading: WORDS[locale].found,
  items: found.length > 0 ? found : [WORDS[locale].none],
})
