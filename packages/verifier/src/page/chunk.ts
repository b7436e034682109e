import type { normalizeContact } from '@constat/core/contact'
import type { VerifyTimestamp } from '@constat/evidence/verify'
import type { trustFault } from '../trust/trust-fault.ts'
import type { contactFault } from '../verify/contact-fault.ts'

/** What weighs much and is seldom needed: each lies in the page as inert text until somebody asks for it. */
type Chunks = {
  readonly timestamp: {
    readonly verifyTimestamp: VerifyTimestamp
    /** Here for want of room in the page, which a chunk of its own would cost another hash. */
    readonly trustFault: typeof trustFault
  }
  readonly contact: {
    readonly normalizeContact: typeof normalizeContact
    readonly contactFault: typeof contactFault
  }
}

declare global {
  interface Window {
    constat?: Partial<Chunks>
  }
}

/**
 * Runs a chunk of the page, once. A page opened from disk may load no module and no file beside it; a script element with
 * the very text whose hash the page's CSP names is allowed everywhere.
 *
 * @throws Error when the page was built without it
 */
export const loadChunk = <Name extends keyof Chunks>(name: Name): Chunks[Name] => {
  if (!window.constat?.[name]) {
    const script = document.createElement('script')
    script.textContent = document.querySelector(`#${name}`)?.textContent ?? ''
    document.head.append(script)
  }
  const chunk = window.constat?.[name]
  if (!chunk) throw new Error(`The page lacks ${name}.`)
  return chunk
}
