import { MAX_REPLACED } from '../form/entries.ts'
import type { Submission } from '../form/submission.ts'

/**
 * What an element has sent of one notice, oldest first: a version or a language that follows in the same page takes the place of the one
 * before, and so does the page to which the person goes back.
 */
export type Past = {
  all: readonly Submission[]
  /** Server, key and notice that it is of. */
  of: string
  /** How many were sent before the page last emptied the form: what follows leaves them be, unless the person says no. */
  before: number
}

/** The past of an element that is being made. */
export const openPast = (): Past => ({ all: [], of: '', before: 0 })

/** The submissions that the next takes the place of, as the browser keeps them with the page in its history: nothing of them but their ids. */
export const idsOf = ({ all, before }: Past): readonly string[] =>
  all
    .slice(before)
    // Each took the place of those before it.
    .slice(-MAX_REPLACED)
    .map(({ submission }) => submission)

/**
 * Takes up what the browser kept, where the person went back to correct what she sent; who reloads a page or opens it anew may be another.
 * What was answered, and for which contact, it does not know: the server does.
 */
export const restorePast = (past: Past, state: unknown): void => {
  const [visit] = performance.getEntriesByType('navigation')
  if (!(visit instanceof PerformanceNavigationTiming) || visit.type !== 'back_forward') return
  past.all = (String(state).match(/[\da-f-]{36}/g) ?? []).map((submission) => ({
    submission,
    contact: {},
    answers: {},
    notice: '',
    challenge: null,
    observation: null,
    replaces: [],
  }))
}
