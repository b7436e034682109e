import { isUnveiled, withinReach } from './cover.ts'
import { lookAround, lookAt, type Row, type Sight } from './sight.ts'

/** How a question was seen by the element and, where the browser itself looks, by it. */
export type Look = Sight & { readonly vouched: boolean | undefined }

/** Questions of one notice, each with what is drawn of it. */
type Questions = readonly (readonly [question: string, row: Row])[]

/** Looks at the questions, when asked and time and again: what is put right for the moment of an act alone was seen before. */
export type Looks = {
  readonly begin: () => void
  readonly end: () => void
  /** How questions stand now; a glance costs a hundredth where the browser does not vouch. */
  readonly now: (questions: Questions, isGlance?: boolean) => ReadonlyMap<string, Look>
  /** A pointer is pressed: what it presses is judged as it stood then, since a page may move it by being left (a message goes on blur). */
  readonly onPress: (event: Event) => void
  /** The worst of how it stands now and stood just before, and whether it stood where its control is, or was when that was pressed. */
  readonly ofAct: (
    question: string,
    row: Row,
    control: Element,
  ) => { readonly look: Look; readonly stood: boolean }
}

const EVERY_MS = 200
const KEPT = 3
// Longer than most double clicks take, and shorter than it takes to read, and then to point at an answer. By the clock, since a page that is
// busy is looked at less often.
const STOOD_MS = 350

// The smallest target of WCAG 2.2, 2.5.8: moved by less, a box is still under the pointer.
const STILL_PX = 24

// No press that ends in a click takes longer, or it counts as none.
const PRESS_MS = 3000

type Placed = { readonly look: Look; readonly x: number; readonly y: number; readonly at: number }

/** Whether the window is at the height of an element. */
export const isNear = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

const worse = (a: Look, b: Look): Look => ({
  covered: a.covered || b.covered,
  fontPx: Math.min(a.fontPx, b.fontPx),
  opacity: Math.min(a.opacity, b.opacity),
  contrast: Math.min(a.contrast, b.contrast),
  equal: a.equal && b.equal,
  vouched: a.vouched === false ? false : b.vouched,
})

/**
 * Looks at what `host` draws: `rows` once there are any, `words` those of yes and no, `vouchedFor` what the browser says, `compare` for what
 * it is not to be; `now` in milliseconds.
 */
export const createLooks = (
  host: Element,
  rows: () => ReadonlyMap<string, Row>,
  words: () => readonly string[],
  vouchedFor: (question: string) => boolean | undefined,
  compare: () => void,
  now: () => number,
): Looks => {
  const kept = new Map<string, readonly Placed[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  // What is put right for as long as a press lasts was seen before it.
  let pressed:
    | {
        readonly on: Element
        readonly stood: boolean
        readonly looks: readonly Placed[]
        readonly at: number
      }
    | undefined

  const before = (question: string): readonly Placed[] => kept.get(question) ?? []
  /** Whether a question is where it was for long enough. */
  const stands = (question: string, { element }: Row): boolean => {
    const { x, y } = element.getBoundingClientRect()
    const looks = before(question)
    const first = looks.findLastIndex(({ at }) => now() - at > STOOD_MS)
    return (
      first >= 0 &&
      looks.slice(first).every((each) => Math.abs(each.x - x) < STILL_PX && Math.abs(each.y - y) < STILL_PX)
    )
  }
  const placed = (questions: Questions, isGlance = false): ReadonlyMap<string, Placed> => {
    const [first] = questions
    if (!first) return new Map()
    const around = lookAround(first[1].base, isGlance)
    const canVouch = !around.isUnvouchable && !isUnveiled(host)
    const vouched = (question: string) => (canVouch ? vouchedFor(question) : undefined)
    const see = (): ReadonlyMap<string, Placed> =>
      new Map(
        questions.map(([question, row]) => {
          const { x, y } = row.element.getBoundingClientRect()
          const sight = lookAt(row, host, words(), around, isGlance)
          return [question, { look: { ...sight, vouched: vouched(question) }, x, y, at: now() }]
        }),
      )
    // It costs much: once among the looks that are kept, and not at all where the browser vouches, which has seen what takes no clicks.
    const isSeen = isGlance
      ? turn || 'isVisible' in IntersectionObserverEntry.prototype
      : questions.every(([question]) => vouched(question) !== undefined)
    return isSeen ? see() : withinReach(host, see)
  }
  const glance = (): void => {
    begin(EVERY_MS)
    turn = (turn + 1) % KEPT
    const last = new Map(kept)
    kept.clear()
    if (document.hidden) return
    const near = [...rows()].filter(([, { element }]) => isNear(element))
    // Dear, too.
    if (!turn && near[0]) compare()
    for (const [question, look] of placed(near, true))
      kept.set(question, [...(last.get(question) ?? []), look].slice(-KEPT))
  }
  const begin = (delayMs?: number): void => {
    clearTimeout(timer)
    timer = setTimeout(glance, delayMs)
  }
  return {
    // What was drawn just now is laid out first, and painted.
    begin,
    end: () => clearTimeout(timer),
    now: (questions, isGlance) =>
      new Map([...placed(questions, isGlance)].map(([question, { look }]) => [question, look])),
    onPress: ({ target }) => {
      pressed = undefined
      for (const [question, row] of rows())
        for (const { parentElement: on } of row.controls)
          if (on && target instanceof Node && on.contains(target))
            pressed = { on, stood: stands(question, row), looks: before(question), at: now() }
    },
    ofAct: (question, row, control) => {
      const press =
        pressed && pressed.on === control.parentElement && now() - pressed.at < PRESS_MS ? pressed : undefined
      const looks = [...(press?.looks ?? []), ...before(question), ...placed([[question, row]]).values()]
      return {
        look: looks.map((each) => each.look).reduce(worse),
        stood: press?.stood ?? stands(question, row),
      }
    },
  }
}
