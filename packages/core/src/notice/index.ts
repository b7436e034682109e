import { canonicalBytes, sha256Hex, type Sha256 } from '../canonical/index.ts'
import type { NoticeDocument } from './document.ts'

export * from './blocks.ts'
export * from './document.ts'
export { isNoticeKey, parseNotice } from './schema.ts'

/** The RFC 8785 bytes of a notice: what is stored, hashed, and carried whole by certificates. */
export const noticeBytes = (notice: NoticeDocument): Uint8Array<ArrayBuffer> => canonicalBytes(notice)

/** The address of a notice version: SHA-256 of {@link noticeBytes}. */
export const noticeSha256 = (notice: NoticeDocument): Promise<Sha256> => sha256Hex(noticeBytes(notice))
