import { sha256Hex, type Sha256 } from '@constat/core/canonical'
import { collapse } from '@constat/core/notice'

/** The SHA-256 of a value's JSON. */
export const jsonSha256 = (value: unknown): Promise<Sha256> =>
  sha256Hex(new TextEncoder().encode(JSON.stringify(value)))

/**
 * The SHA-256 of the texts that stand in the shadow root now, read back in document order: equal to that of
 * `noticeText` unless a script or a translator altered them (widget.md 4.7).
 */
export const shownTextSha256 = (root: ParentNode): Promise<Sha256> =>
  jsonSha256(Array.from(root.querySelectorAll('[data-shown]'), (element) => collapse(element.textContent)))
