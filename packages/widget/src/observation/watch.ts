import type { Observation, TrailStep } from '@constat/core/consent'
import { widgetBuild } from '../widget-build.ts'
import { pageFacts } from './page.ts'
import { watchPresence, type Presence } from './presence.ts'
import { lookAt, type Row, type Sight } from './sight.ts'
import { shownTextSha256 } from './text.ts'
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
  /** Looks at a question as it stands when the person answers it; this look is the one that counts. */
  readonly lookAtAct: (question: string) => void
  /** Looks at the questions left alone, as they stand when the form goes. */
  readonly lookAtRest: () => void
  /** Everything so far; null before the texts were read back. */
  readonly observation: () => Observation | null
}

/** What the watch tells, and asks of the element. */
export type WatchEvents = {
  /** The texts were read back. */
  readonly onText: () => void
  /** A question has been in full view for a second. */
  readonly onSeen: () => void
  /** The words of yes and no. */
  readonly words: () => readonly string[]
  /** What the element knows of the showing beside what can be seen. */
  readonly circumstances: () => Pick<Observation, 'noticeAgeMs' | 'restored' | 'systemColors'>
}

/** The questions drawn in a shadow root, by key. */
export const rowsOf = (root: ParentNode): ReadonlyMap<string, Row> =>
  new Map(
    Array.from(root.querySelectorAll<HTMLElement>('[data-question]')).flatMap((element) => {
      const label = element.querySelector<HTMLElement>('[data-shown]')
      const { question } = element.dataset
      if (!label || !question) return []
      const controls = Array.from(element.querySelectorAll('input'))
      const help = Array.from(root.querySelectorAll<HTMLElement>(`[id="${question}-who"]`))
      return [[question, { element, label, controls, help }] as const]
    }),
  )

/** Watches the notice to be drawn in `root`, the shadow root of `host`. */
export const createWatch = (
  host: Element,
  root: ShadowRoot,
  now: () => number,
  { onText, onSeen, words, circumstances }: WatchEvents,
): Watch => {
  let rows: ReadonlyMap<string, Row> = new Map()
  let presence: Presence | null = null
  const sights = new Map<string, Sight>()
  const acted = new Set<string>()
  const shown = new Set<string>()
  let trail: Trail = []
  let textSha256: string | null = null
  let reading = 0

  const look = (question: string): void => {
    const row = rows.get(question)
    if (row) sights.set(question, lookAt(row, host, words()))
  }
  const addStep: Watch['addStep'] = (step, question, trusted, via) => {
    trail = withStep(trail, now(), step, question, trusted, via)
  }
  const readText = async (): Promise<void> => {
    const turn = ++reading
    const sha256 = await shownTextSha256(root)
    if (turn !== reading) return
    textSha256 = sha256
    onText()
  }
  const mutations = new MutationObserver(() => void readText())

  return {
    begin: () => {
      // Once: what stands there later a script can have exchanged.
      if (!presence) rows = rowsOf(root)
      presence ??= watchPresence(
        rows,
        now,
        (question) => {
          if (!acted.has(question)) look(question)
          if (!shown.has(question)) addStep('shown', question, true)
          shown.add(question)
        },
        onSeen,
      )
      presence.begin()
      mutations.observe(root, { subtree: true, childList: true, characterData: true })
    },
    end: () => {
      presence?.end()
      mutations.disconnect()
    },
    readText,
    addStep,
    placeOf: (control) =>
      [...rows]
        .map(([key, { controls }]) => [key, controls.findIndex((each) => each === control)] as const)
        .find(([, place]) => place >= 0),
    lookAtAct: (question) => {
      acted.add(question)
      look(question)
    },
    lookAtRest: () => {
      for (const [question, { element }] of rows) {
        const { top, bottom } = element.getBoundingClientRect()
        if (!acted.has(question) && ((bottom > 0 && top < innerHeight) || !sights.has(question)))
          look(question)
      }
    },
    observation: () =>
      textSha256 === null
        ? null
        : {
            v: 1,
            widget: widgetBuild,
            page: pageFacts(),
            textSha256,
            ...circumstances(),
            questions: Object.fromEntries(
              [...rows].map(([question, row]) => [
                question,
                {
                  visibleMs: 0,
                  ...presence?.seen(question),
                  ...(sights.get(question) ?? lookAt(row, host, words())),
                },
              ]),
            ),
            trail,
          },
  }
}
