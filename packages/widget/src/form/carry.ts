import type { NoticeDocument } from '@constat/core/notice'
import { textsFor } from '../view/texts/index.ts'
import { missingAnswer } from './answer.ts'
import { formEntries, type Carried } from './entries.ts'

/** Empties what the form carries of the element. */
export const carryNothing = (internals: ElementInternals): void => {
  internals.setFormValue(null)
  internals.setValidity({})
}

/** The one place where form data and validity come from; the browser points at the first control of what is missing. */
export const carry = (
  internals: ElementInternals,
  name: string,
  notice: NoticeDocument,
  carried: Carried,
  required: boolean,
  state: string,
  controls: Iterable<HTMLInputElement>,
): void => {
  const data = new FormData()
  for (const [entry, value] of formEntries(name, carried)) data.append(entry, value)
  // With a state the browser tells when it brings a page back (`formStateRestoreCallback`); it holds no answer, but what was sent.
  internals.setFormValue(data, `1 ${state}`)
  const missing = missingAnswer(notice, carried.answers, required)
  if (!missing) return internals.setValidity({})
  const anchor = [...controls].find((control) => control.name === missing.key)
  internals.setValidity({ valueMissing: true }, textsFor(notice.locale).missing, anchor)
}
