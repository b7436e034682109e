import type { Locale } from '@constat/verifier'
import { lineFault } from './faults.ts'
import type { ScrubReport } from './report.ts'

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const WORDS = {
  fr: {
    title: 'Contrôle avant contact',
    ofLines: (lines: string) => `${lines} lignes`,
    allowed: 'peuvent être contactées',
    verdicts: 'Réponses',
    reasons: 'Motifs',
    reasonsNote: 'Le motif qui emporte chaque réponse.',
    bad: 'Lignes illisibles',
    badMore: (more: string) => `… et ${more} autres ; le fichier --answers les a toutes.`,
    line: 'Ligne',
    rule: 'Règle',
    what: 'Que faire',
    facts: 'Ce contrôle',
    receipt: 'Reçu',
    VERDICTS: {
      ALLOW: 'contact permis',
      DENY: 'contact interdit',
      DEFER: 'pas maintenant',
      REVIEW: 'à examiner',
      BAD: 'illisible',
    },
    rows: {
      file: 'Fichier',
      sha256: 'SHA-256',
      column: 'Colonne',
      question: 'Question',
      at: 'Instant du contact',
      position: 'État des preuves',
      out: 'Lignes permises',
      done: 'Terminé le',
    },
    receiptNote: 'Ce que le reçu prouve se vérifie sans réseau :',
  },
  en: {
    title: 'Screening before contact',
    ofLines: (lines: string) => `${lines} lines`,
    allowed: 'may be contacted',
    verdicts: 'Answers',
    reasons: 'Reasons',
    reasonsNote: 'The reason that carries each answer.',
    bad: 'Lines that cannot be read',
    badMore: (more: string) => `… and ${more} more; the --answers file has them all.`,
    line: 'Line',
    rule: 'Rule',
    what: 'What to do',
    facts: 'This screening',
    receipt: 'Receipt',
    VERDICTS: {
      ALLOW: 'contact allowed',
      DENY: 'contact forbidden',
      DEFER: 'not now',
      REVIEW: 'for a person to judge',
      BAD: 'cannot be read',
    },
    rows: {
      file: 'File',
      sha256: 'SHA-256',
      column: 'Column',
      question: 'Question',
      at: 'Instant of contact',
      position: 'State of the evidence',
      out: 'Lines allowed',
      done: 'Finished',
    },
    receiptNote: 'What the receipt proves is verified offline:',
  },
} as const

type Bar = { readonly name: string; readonly note: string; readonly count: number; readonly colour: string }

const COLOURS: { readonly [verdict: string]: string } = {
  ALLOW: '#1a7f37',
  DENY: '#b3261e',
  DEFER: '#9a6700',
  REVIEW: '#5b4b9a',
  BAD: '#6b7280',
}

const WIDTH = 800
const LABEL_WIDTH = 290
const VALUE_WIDTH = 130
const ROW = 44

/** A bar chart in SVG: a row for each bar, its name, what it means, how many and of how many. */
const barChart = (title: string, bars: readonly Bar[], total: number, locale: Locale): string => {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const rows = bars.map(({ name, note, count, colour }, index) => {
    const y = index * ROW
    const width = Math.max(count > 0 ? 2 : 0, (count / most) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH))
    const share = total === 0 ? '' : ` · ${percent.format(count / total)}`
    return `<g transform="translate(0 ${y})"><title>${escape(`${name}: ${note} (${count})`)}</title>
<text x="${LABEL_WIDTH - 12}" y="26" text-anchor="end" class="name">${escape(name)}</text>
<rect x="${LABEL_WIDTH}" y="8" width="${width.toFixed(1)}" height="26" rx="3" fill="${colour}"/>
<text x="${(LABEL_WIDTH + width + 8).toFixed(1)}" y="26" class="count">${escape(number.format(count) + share)}</text></g>`
  })
  const height = bars.length * ROW
  return `<svg role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" aria-label="${escape(title)}">
${rows.join('\n')}
</svg>`
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin-top:2.25rem}.sum{font-size:1.25rem;margin-top:0}
svg{max-width:100%;height:auto;display:block}svg text{font:15px system-ui,sans-serif;fill:currentColor}svg .name{font-weight:600;font-size:14px}
dl.codes{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dl.codes dt{font:600 .9rem ui-monospace,monospace}dl.codes dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere;font-size:.9em}td.rule{white-space:nowrap}
@media(max-width:40rem){dl.codes{grid-template-columns:1fr}}`

const MOST_ROWS = 200

const barsOfVerdicts = ({ answers, badLines }: ScrubReport, locale: Locale): readonly Bar[] => {
  const { VERDICTS } = WORDS[locale]
  const count = (name: keyof typeof VERDICTS): number =>
    name === 'BAD' ? badLines.count : (answers.verdicts[name] ?? 0)
  return (['ALLOW', 'DENY', 'DEFER', 'REVIEW', 'BAD'] as const)
    .filter((name) => count(name) > 0)
    .map((name) => ({ name: VERDICTS[name], note: name, count: count(name), colour: COLOURS[name] ?? '' }))
}

const badTable = ({ badLines }: ScrubReport, locale: Locale): string => {
  const words = WORDS[locale]
  if (badLines.count === 0) return ''
  const shown = badLines.listed.slice(0, MOST_ROWS)
  const rows = shown.map(
    ({ line, rule, message }) =>
      `<tr><td class="n">${line}</td><td class="rule"><code>${escape(rule)}</code></td><td>${escape(lineFault(rule, message)[locale])}</td></tr>`,
  )
  const more = badLines.count - shown.length
  return `<h2>${words.bad}</h2>
<table><thead><tr><th class="n">${words.line}</th><th>${words.rule}</th><th>${words.what}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${more > 0 ? `<p>${escape(words.badMore(new Intl.NumberFormat(locale).format(more)))}</p>` : ''}`
}

/** A report as a page that stands alone: no script, nothing loaded. `reportName` is the file that `constat verify` reads. */
export const reportPage = (report: ScrubReport, locale: Locale, reportName: string): string => {
  const words = WORDS[locale]
  const { question, point, file, answers, out } = report
  const number = new Intl.NumberFormat(locale)
  const reasonBars = report.reasons.map(({ code, count, ...said }) => ({
    name: code,
    note: said[locale],
    count,
    colour: code.startsWith('OK_') ? (COLOURS['ALLOW'] ?? '') : '#41597a',
  }))
  const rows: readonly (readonly [string, string])[] = [
    [words.rows.file, file.name],
    [words.rows.sha256, file.sha256],
    [words.rows.column, file.column.name],
    [
      words.rows.question,
      [question.channel, question.advertiser, question.goods, question.purpose, question.profile]
        .filter((part) => part !== null)
        .join(' · '),
    ],
    [words.rows.at, point.at],
    [words.rows.position, `${point.position} · ${point.evaluatedAt}`],
    [words.rows.out, `${out.name} · ${number.format(out.lines)}`],
    [words.rows.done, report.finishedAt],
    [words.receipt, report.receipts.map(({ id }) => id).join(', ')],
  ]
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${words.title} · ${escape(file.name)}</title><style>${STYLE}</style></head><body>
<h1>${words.title}</h1>
<p class="sum"><strong>${number.format(out.lines)}</strong> / ${escape(words.ofLines(number.format(answers.count)))} ${words.allowed}</p>
<h2>${words.verdicts}</h2>
${barChart(words.verdicts, barsOfVerdicts(report, locale), answers.count, locale)}
<h2>${words.reasons}</h2><p>${words.reasonsNote}</p>
${barChart(words.reasons, reasonBars, answers.count, locale)}
<dl class="codes">${report.reasons.map(({ code, ...said }) => `<dt>${escape(code)}</dt><dd>${escape(said[locale])}</dd>`).join('\n')}</dl>
<h2>${words.facts}</h2>
<table><tbody>${rows.map(([name, value]) => `<tr><th>${escape(name)}</th><td><code>${escape(value)}</code></td></tr>`).join('\n')}</tbody></table>
<p>${words.receiptNote} <code>constat verify ${escape(reportName)} --file ${escape(file.name)}</code></p>
${badTable(report, locale)}
</body></html>
`
}
