import type { Observation, TrailStep } from '@constat/core/consent'
import { report } from '../report.ts'
import { isOwnSheet } from '../view/styles.ts'
import type { Texts } from '../view/texts/index.ts'
import { widgetBuild } from '../widget-build.ts'
import { shareLeft } from './effects.ts'
import { watchKeys } from './keys.ts'
import { createLooks, isNear, type Look } from './looks.ts'
import { pageFacts } from './page.ts'
import { watchPresence, type Presence } from './presence.ts'
import type { Row } from './sight.ts'
import { jsonSha256, shownTextSha256 } from './text.ts'
import { withStep, type Trail } from './trail.ts'

/** What is seen and done while one notice stands in the shadow root. */
export type Watch = {
  /** Begins, or goes on, once the notice is drawn. */
  readonly begin: () => void
  readonly end: () => void
  /** Reads the texts back; the watch does so by itself whenever they change. */
  readonly readText: () => Promise<void>
  readonly addStep: (step: TrailStep, question: string | null, trusted: boolean, via?: string) => void
  /**
   * The question that a drawn control answers, and its place among the controls of that question; what the control says of
   * itself a script can change.
   */
  readonly placeOf: (control: EventTarget | null) => readonly [question: string, place: number] | undefined
  /**
   * Looks at a question as the person answers it by a control, `via` what kind of pointer, if any: this look and those just before are
   * the ones that count. What a pointer hit where it had not stood was not seen, nor what keys reached out of the window, or were led to.
   */
  readonly lookAtAct: (question: string, control: Element, via: string) => void
  /** Looks at the questions left alone, as they stand when the form goes. */
  readonly lookAtRest: () => void
  /** The element is about to draw, or has drawn: what changes between is its own doing, and nothing else is. */
  readonly onDraw: (isDrawn: boolean) => void
  /** Everything so far; null before the texts were read back. */
  readonly observation: () => Observation | null
}

/** What the watch tells, and asks of the element. */
export type WatchEvents = {
  /** The texts were read back. */
  readonly onText: () => void
  /** A question has been in full view for a second. */
  readonly onSeen: () => void
  /** The words that are drawn around the notice. */
  readonly words: () => Texts
  /** Whether every control shows the answer that was given. */
  readonly onCompare: () => boolean
  /** What the element knows of the showing beside what can be seen. */
  readonly circumstances: () => Pick<Observation, 'noticeAgeMs' | 'restored' | 'systemColors'>
}

/** The questions drawn in a shadow root, by key. */
export const rowsOf = (root: ParentNode): ReadonlyMap<string, Row> =>
  new Map(
    Array.from(root.querySelectorAll<HTMLElement>('[data-question]')).flatMap((element) => {
      const label = element.querySelector<HTMLElement>('[data-shown]')
      const { question } = element.dataset
      const base = element.closest<HTMLElement>('[part=base]')
      if (!label || !question || !base) return []
      const controls = Array.from(element.querySelectorAll('input'))
      const help = Array.from(root.querySelectorAll<HTMLElement>(`[id="${question}-who"]`))
      return [[question, { element, label, controls, help, base }] as const]
    }),
  )

/** Watches the notice to be drawn in `root`, the shadow root of `host`. */
export const createWatch = (
  host: Element,
  root: ShadowRoot,
  now: () => number,
  { onText, onSeen, onCompare, words, circumstances }: WatchEvents,
): Watch => {
  let rows: ReadonlyMap<string, Row> = new Map()
  let presence: Presence | null = null
  const sights = new Map<string, Look & { readonly visibleMs?: number }>()
  const acted = new Set<string>()
  const shown = new Set<string>()
  let trail: Trail = []
  let texts: Pick<Observation, 'textSha256' | 'wordsSha256'> | null = null
  let reading = 0
  let isAltered = false

  // What no observer of mutations tells: sheets, animations, highlights, and ticks drawn by script.
  const compare = (): void => {
    isAltered ||=
      !onCompare() ||
      !isOwnSheet(root) ||
      root.getAnimations().length > 0 ||
      [...(globalThis.CSS.highlights?.values() ?? [])].some((highlight) =>
        [...highlight].some(({ startContainer }) => root.contains(startContainer)),
      )
  }
  const looks = createLooks(
    host,
    () => rows,
    () => {
      const { yes, no } = words()
      return [yes, no]
    },
    (question) => presence?.seen(question)?.vouched,
    compare,
    now,
  )
  const keys = watchKeys(root, now)
  /** Looks at questions that she has not answered. */
  const look = (isIt: (question: string, row: Row) => boolean, isGlance?: boolean): void => {
    compare()
    const left = [...rows].filter(([question, row]) => !acted.has(question) && isIt(question, row))
    for (const [question, seen] of looks.now(left, isGlance)) sights.set(question, seen)
  }
  const addStep: Watch['addStep'] = (step, question, trusted, via) => {
    trail = withStep(trail, now(), step, question, trusted, via)
  }
  const readText = async (): Promise<void> => {
    const turn = ++reading
    const [textSha256, wordsSha256] = await Promise.all([shownTextSha256(root), jsonSha256(words())])
    if (turn !== reading) return
    texts = { textSha256, wordsSha256 }
    onText()
  }
  const take = (records: readonly MutationRecord[], isForeign: unknown): void => {
    if (records.length === 0) return
    // The person opens a layer; extensions mark fields with attributes of their own.
    isAltered ||=
      !!isForeign && !records.every(({ attributeName }) => /^(open$|data-)/.test(`${attributeName}`))
    void readText()
  }
  const mutations = new MutationObserver(take)
  // A tick is a little larger than none (see the sheet): a flip that reached the screen is seen, though it was taken back.
  const sizes = new ResizeObserver(compare)

  return {
    begin: () => {
      // Once: what stands there later a script can have exchanged.
      if (!presence) rows = rowsOf(root)
      presence ??= watchPresence(
        rows,
        now,
        (questions) => {
          look((question) => questions.includes(question), true)
          for (const question of questions) {
            if (!shown.has(question)) addStep('shown', question, true)
            shown.add(question)
          }
        },
        onSeen,
      )
      presence.begin()
      looks.begin()
      keys.begin()
      mutations.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
      for (const { controls } of rows.values()) for (const control of controls) sizes.observe(control)
      root.addEventListener('pointerdown', looks.onPress)
    },
    end: () => {
      root.removeEventListener('pointerdown', looks.onPress)
      presence?.end()
      looks.end()
      keys.end()
      mutations.disconnect()
      sizes.disconnect()
    },
    onDraw: (isDrawn) => take(mutations.takeRecords(), !isDrawn),
    readText,
    addStep,
    placeOf: (control) =>
      [...rows]
        .map(([key, { controls }]) => [key, controls.findIndex((each) => each === control)] as const)
        .find(([, place]) => place >= 0),
    lookAtAct: (question, control, via) => {
      acted.add(question)
      compare()
      const row = rows.get(question)
      if (!row) return
      const { look: seen, stood } = looks.ofAct(question, row, control)
      sights.set(
        question,
        (via ? stood : isNear(control) && keys.areLed()) ? seen : { ...seen, visibleMs: 0 },
      )
      const { cause } = shareLeft(row.base)
      if (cause) report(host, `"${cause}" around it may hide it: proofs can be FLAGGED.`)
    },
    lookAtRest: () => look((question, { element }) => isNear(element) || !sights.has(question)),
    observation: () => {
      if (!texts) return null
      const unseen = [...rows].filter(([question]) => !sights.has(question))
      return {
        v: 1,
        widget: widgetBuild,
        page: pageFacts(),
        ...texts,
        ...circumstances(),
        altered: isAltered || undefined,
        questions: Object.fromEntries(
          [...looks.now(unseen, true), ...sights].map(([question, seen]) => [
            question,
            { visibleMs: 0, ...presence?.seen(question), ...seen },
          ]),
        ),
        trail,
      }
    },
  }
}
