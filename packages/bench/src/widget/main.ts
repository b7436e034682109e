import { gzipSync } from 'node:zlib'
import { noticeSha256 } from '@constat/core/notice'
import { launchOptions } from '@constat/e2e/browsers'
import { DEVIS_NOTICE } from '@constat/example-demo/notice'
import { renderFallback } from '@constat/widget/fallback'
import { chromium, type Browser } from '@playwright/test'
import { quantile } from '../cpu.ts'
import { installPeers } from '../peers.ts'
import { keepFindings, machineText, thisMachine } from '../report.ts'
import { servePages } from './page.ts'
import { c15tWithoutReact, PEERS_SHOWN, subjects, type Subject } from './subjects.ts'

const ROUNDS = 9
const THROTTLE = 4
// Nothing of what is measured happens later than this after the first sight.
const SETTLE_MS = 1000

/** What one load of a page showed. */
type Load = {
  readonly seen: number
  readonly tasks: number
  readonly longest: number
  readonly shift: number
}

const load = async (browser: Browser, url: string): Promise<Load> => {
  // A context of its own: neither cache nor answers of the load before.
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    await page.goto(url)
    await page.waitForFunction('measured.seen !== null')
    await page.waitForTimeout(SETTLE_MS)
    const measured = await page.evaluate<{ seen: number; tasks: number[]; shift: number }>('measured')
    return {
      seen: measured.seen,
      tasks: measured.tasks.reduce((sum, each) => sum + each, 0),
      longest: Math.max(0, ...measured.tasks),
      shift: measured.shift,
    }
  } finally {
    await context.close()
  }
}

const gzip = (text: string): number => (text ? gzipSync(text, { level: 9 }).length : 0)
const bytesOf = ({ script, style }: Subject): number => gzip(script) + gzip(style)
const medianOf = (loads: readonly Load[], of: keyof Load): number =>
  quantile(
    Float64Array.from(loads, (each) => each[of]),
    0.5,
  )

const row = (subject: Subject, loads: readonly Load[], own: number): string => {
  const bytes = bytesOf(subject)
  const cells = [
    subject.name,
    gzip(subject.script),
    gzip(subject.style),
    bytes,
    `${(bytes / own).toFixed(1)} ×`,
    medianOf(loads, 'seen').toFixed(0),
    medianOf(loads, 'tasks').toFixed(0),
    medianOf(loads, 'longest').toFixed(0),
    medianOf(loads, 'shift').toFixed(4),
  ]
  return `| ${cells.join(' | ')} |`
}

const versions = Object.fromEntries(
  Object.entries(await installPeers()).filter(([name]) => PEERS_SHOWN.includes(name)),
)
const sha256 = await noticeSha256(DEVIS_NOTICE)
const all = await subjects(
  renderFallback(DEVIS_NOTICE, { sha256 }),
  JSON.stringify({ sha256, document: DEVIS_NOTICE }),
)
const pages = await servePages(all, DEVIS_NOTICE)
const browser = await chromium.launch(launchOptions('chromium'))
try {
  const loads = new Map<Subject, Load[]>(all.map((subject) => [subject, []]))
  for (let round = 0; round <= ROUNDS; round++)
    for (const subject of all) {
      // In turn, so that a machine that slows down slows all.
      const measured = await load(browser, pages.urlOf(subject))
      // The first round only warms up.
      if (round > 0) loads.get(subject)?.push(measured)
    }
  const [own] = all
  const ownBytes = own ? bytesOf(own) : NaN
  const report = `# The widget beside consent managers

Each in an empty browser profile on a page with a heading, prose and a form, at ${THROTTLE}× CPU throttle (Chrome DevTools protocol); page, scripts and
answers from the same machine, over HTTP on loopback. First sight: from the start of navigation to the frame after the one
in which the choices (of a peer: its banner) have a size. Long tasks: those above 50 ms, together and the longest.
Layout shift: CLS until ${SETTLE_MS / 1000} s after first sight. Medians of ${ROUNDS} loads, all in turn, one more to warm up.

They do not do the same: a peer asks about cookies in a banner over the page, from settings in the page itself, and proves nothing; the widget
draws the whole notice in the flow of the form (four questions, their parties, three layers), fetches it from a server first (or finds it in the
page, second row), measures what is seen, and keeps what could not be sent. Bytes are gzip -9 of what a page must load: script minified, and style sheet.

| | script gzip | style gzip | together | to the widget | first sight ms | long tasks ms | longest ms | layout shift |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${all.map((subject) => row(subject, loads.get(subject) ?? [], ownBytes)).join('\n')}

Of @c15t/react’s script ${gzip(await c15tWithoutReact())} bytes are its own; the rest is React, which a page may have already.

${browser.browserType().name()} ${browser.version()}, ${machineText(thisMachine())} (a machine
with other work shows in every column alike; compare columns, not machines). Peers: ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
`
  const seen = (subject: Subject): number => medianOf(loads.get(subject) ?? [], 'seen')
  const [shown, inPage, ...peers] = all
  await keepFindings('widget', report, {
    versions: { ...versions, [browser.browserType().name()]: browser.version() },
    sizes: { rounds: ROUNDS, throttle: THROTTLE },
    ratios: peers.flatMap((peer) => [
      { name: `fewer bytes than ${peer.name}`, value: bytesOf(peer) / ownBytes },
      ...(inPage ? [{ name: `first sight before ${peer.name}`, value: seen(peer) / seen(inPage) }] : []),
    ]),
    figures: [
      { name: 'script', value: ownBytes, unit: 'bytes, gzip -9' },
      ...[shown, inPage].flatMap((subject) =>
        subject ? [{ name: `${subject.name}: first sight`, value: seen(subject), unit: 'ms' }] : [],
      ),
    ],
  })
} finally {
  await browser.close()
  await pages.close()
}
